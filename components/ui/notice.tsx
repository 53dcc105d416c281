import type { ReactNode } from 'react';
import { CloseIcon, InfoIcon, WarnIcon } from './icons.tsx';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';

const tones = {
  info: 'bg-wash text-ink',
  warn: 'bg-warn-wash text-ink',
  bad: 'bg-bad-wash text-ink',
} as const;
const marks = { info: 'text-soft', warn: 'text-warn', bad: 'text-bad' } as const;

interface NoticeProps {
  readonly tone?: keyof typeof tones;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

export function Notice({ tone = 'info', title, children, actions, onDismiss }: NoticeProps) {
  const Icon = tone === 'info' ? InfoIcon : WarnIcon;
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx('flex items-start gap-2.5 rounded-small px-3 py-2 text-ui', tones[tone])}
    >
      <Icon className={cx('mt-1 size-4 shrink-0', marks[tone])} />
      <div className="min-w-0 flex-1">
        <strong className="font-semibold">{title}</strong>
        {children !== undefined && <> {children}</>}
      </div>
      {actions}
      {onDismiss && (
        <IconButton label={`Dismiss: ${title}`} onClick={onDismiss}>
          <CloseIcon />
        </IconButton>
      )}
    </div>
  );
}
