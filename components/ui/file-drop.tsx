'use client';

import { type ReactNode, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

interface FileDropProps {
  readonly title: string;
  readonly text: ReactNode;
  /** Names the input for assistive technology. */
  readonly label: string;
  /** As an input's `accept`, for the chooser; dropped files are for `onFiles` to judge. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly disabled?: boolean;
  readonly problem?: string | null;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Files from this device, chosen or dropped on the box. */
export function FileDrop(props: FileDropProps) {
  const { title, text, label, accept, multiple = false, disabled = false, problem = null, onFiles } = props;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    if (!files || files.length === 0) return;
    onFiles(multiple ? [...files] : [...files].slice(0, 1));
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) take(event.dataTransfer.files);
      }}
      className={cx(
        'flex items-center gap-4 rounded-small border border-dashed px-3 py-2.5',
        over ? 'border-accent bg-accent-wash' : 'border-edge',
      )}
    >
      <div className="min-w-0 flex-1">
        <h3 className="text-ui font-semibold">{title}</h3>
        <p className="text-ui text-soft">{text}</p>
        <p role="alert" className="text-ui text-bad">
          {problem}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        multiple={multiple}
        aria-label={label}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          take(event.target.files);
          // The same file chosen again must count again.
          event.target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {multiple ? 'Choose files' : 'Choose file'}
      </Button>
    </div>
  );
}
