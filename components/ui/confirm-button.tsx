'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';

interface ConfirmButtonProps {
  readonly label: string;
  /** What is lost, as a question. */
  readonly question: string;
  /** The verb again, such as `Remove`. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly disabled?: boolean;
}

/** A step that cannot be undone asks once, in its own place; the focus goes to the way out. */
export function ConfirmButton({ label, question, confirm, onConfirm, disabled = false }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const answered = useRef(false);
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (answered.current) opener.current?.focus();
  }, [asking]);
  const answer = () => {
    answered.current = true;
    setAsking(false);
  };
  if (!asking) {
    return (
      <Button ref={opener} look="bad" disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <span
      role="group"
      aria-label={question}
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ui"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        answer();
      }}
    >
      <span>{question}</span>
      <Button ref={keep} onClick={answer}>
        Keep
      </Button>
      <Button
        look="bad"
        onClick={() => {
          answer();
          onConfirm();
        }}
      >
        {confirm}
      </Button>
    </span>
  );
}
