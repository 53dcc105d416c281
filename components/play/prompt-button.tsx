'use client';

import { PromptIcon } from '../ui/icons.tsx';
import { usePromptDialog } from './prompt-context.tsx';
import type { PromptOf } from './prompt-of.ts';

interface PromptButtonProps {
  readonly of: PromptOf;
  readonly name: string;
  readonly disabled?: boolean;
}

export function PromptButton({ of, name, disabled = false }: PromptButtonProps) {
  const show = usePromptDialog();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Prompt: ${name}`}
      disabled={disabled}
      onClick={(event) => show(of, event.currentTarget)}
      className="ml-auto inline-flex min-h-7 items-center gap-1.5 rounded-small px-1.5 text-small text-soft hover:bg-wash hover:text-ink disabled:opacity-40"
    >
      <PromptIcon /> Prompt
    </button>
  );
}
