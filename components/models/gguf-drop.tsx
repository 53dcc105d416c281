'use client';

import { useState } from 'react';
import { FileDrop } from '../ui/file-drop.tsx';

interface GgufDropProps {
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}

/** A file from this device, chosen or dropped. What is inside is for the engine to judge, only the name is looked at. */
export function GgufDrop({ disabled, onFile }: GgufDropProps) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <FileDrop
      title="From a file"
      text="Drop a GGUF file here, or choose one. It is read in this tab only."
      label="GGUF file"
      accept=".gguf"
      disabled={disabled}
      problem={problem}
      onFiles={([file]) => {
        if (!file) return;
        const right = file.name.toLowerCase().endsWith('.gguf');
        setProblem(right ? null : `${file.name} is not a GGUF file.`);
        if (right) onFile(file);
      }}
    />
  );
}
