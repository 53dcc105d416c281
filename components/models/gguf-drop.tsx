'use client';

import { useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';

interface GgufDropProps {
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

/** A file from this device, chosen or dropped. What is inside is for the engine to judge, only the name is looked at. */
export function GgufDrop({ disabled, onFile }: GgufDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState('');
  const take = (file: File | undefined) => {
    if (!file) return;
    const right = file.name.toLowerCase().endsWith('.gguf');
    setProblem(right ? '' : `${file.name} is not a GGUF file.`);
    if (right) onFile(file);
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
        if (!disabled) take(event.dataTransfer.files[0]);
      }}
      className={cx(
        '-mx-3 flex items-center gap-4 rounded-small border border-dashed px-3 py-2.5',
        over ? 'border-accent bg-accent-wash' : 'border-edge',
      )}
    >
      <div className="min-w-0 flex-1">
        <h3 className="text-ui font-semibold">From a file</h3>
        <p className="text-ui text-soft">Drop a GGUF file here, or choose one. It is read in this tab only.</p>
        <p role="alert" className="text-ui text-bad">
          {problem}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        accept=".gguf"
        aria-label="GGUF file"
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file chosen again must count again.
          event.target.value = '';
        }}
      />
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        Choose file
      </Button>
    </div>
  );
}
