import type { ReactNode } from 'react';

/** Line icons on a 16-unit grid, drawn for this app; they are decoration, the control beside them has the name. */
function icon(content: ReactNode) {
  return function Icon({ className = 'size-4' }: { className?: string }) {
    return (
      <svg
        viewBox="0 0 16 16"
        className={className}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {content}
      </svg>
    );
  };
}

export const DiceIcon = icon(
  <>
    <rect x="2.5" y="2.5" width="11" height="11" rx="2.2" />
    <path d="M5.6 5.6h.01M10.4 5.6h.01M8 8h.01M5.6 10.4h.01M10.4 10.4h.01" strokeWidth="1.9" />
  </>,
);
export const ChevronIcon = icon(<path d="m4.5 6.5 3.5 3.5 3.5-3.5" />);
export const PlusIcon = icon(<path d="M8 3.5v9M3.5 8h9" />);
export const CloseIcon = icon(<path d="m4.2 4.2 7.6 7.6m0-7.6-7.6 7.6" />);
export const MoreIcon = icon(<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />);
export const RedoIcon = icon(<path d="M12.9 6.2A5.2 5.2 0 1 0 13.2 8.6M13 2.8v3.4H9.6" />);
export const UndoIcon = icon(<path d="M3.1 6.2A5.2 5.2 0 1 1 2.8 8.6M3 2.8v3.4h3.4" />);
export const StopIcon = icon(<rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor" />);
export const CopyIcon = icon(
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.4" />
    <path d="M10.5 5.3V3.6c0-.6-.5-1.1-1.1-1.1H3.6c-.6 0-1.1.5-1.1 1.1v5.8c0 .6.5 1.1 1.1 1.1h1.7" />
  </>,
);
export const ShareIcon = icon(<path d="M8 9.8V2.6M5.2 5.2 8 2.4l2.8 2.8M4.7 7.3H3.2v6.2h9.6V7.3h-1.5" />);
export const CheckIcon = icon(<path d="m3.2 8.6 3.2 3.1 6.4-7.2" />);
const thumb =
  'M5 7.2 7.6 2.4c.9 0 1.6.7 1.6 1.6v2.4h3c.8 0 1.4.7 1.3 1.5l-.7 4.3c-.1.7-.7 1.2-1.4 1.2H5m0-6.2v6.2m0-6.2H2.6v6.2H5';
export const UpIcon = icon(<path d={thumb} />);
export const DownIcon = icon(<path d={thumb} transform="matrix(1 0 0 -1 0 16)" />);
export const PromptIcon = icon(<path d="M3 3.8h10M3 6.6h7M3 9.4h10M3 12.2h5" />);
export const WarnIcon = icon(
  <>
    <path d="M8 2.6 14 13H2Z" />
    <path d="M8 6.4v3M8 11.2h.01" />
  </>,
);
export const InfoIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.6" />
    <path d="M8 7.4v3.4M8 5.2h.01" />
  </>,
);
export const LightIcon = icon(
  <>
    <circle cx="8" cy="8" r="2.7" />
    <path d="M8 1.6v1.5M8 12.9v1.5M1.6 8h1.5M12.9 8h1.5M3.5 3.5l1 1M11.5 11.5l1 1M12.5 3.5l-1 1M4.5 11.5l-1 1" />
  </>,
);
export const DarkIcon = icon(<path d="M13.2 9.7A5.6 5.6 0 0 1 6.3 2.8a5.6 5.6 0 1 0 6.9 6.9Z" />);
export const SystemIcon = icon(
  <>
    <circle cx="8" cy="8" r="5.6" />
    <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2Z" fill="currentColor" />
  </>,
);

/** The mark: three voices and, dashed, the control. */
export function Mark({ className = 'size-6' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} fill="none" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <path d="M3 6.5c3-4 6 4 9 0s6 4 9 0" stroke="currentColor" />
      <path d="M3 11.5c3-4 6 4 9 0s6 4 9 0" stroke="currentColor" opacity="0.8" />
      <path d="M3 16.5c3-4 6 4 9 0s6 4 9 0" stroke="currentColor" opacity="0.6" />
      <path d="M3 21h18" stroke="currentColor" strokeDasharray="0.5 4" opacity="0.75" />
    </svg>
  );
}
