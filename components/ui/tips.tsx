'use client';

import { useEffect, useRef } from 'react';
import { place } from './place.ts';

/** Resting on a control asks for its name; passing over it does not. */
const DELAY_MS = 450;

/**
 * One tooltip for the whole page: shows the name of whatever `[data-tip]` control the pointer rests on or the keyboard
 * has reached. Assistive technology has the same name from the control itself.
 */
export function Tips() {
  const ref = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tip = ref.current;
    if (!tip) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      if (tip.matches(':popover-open')) tip.hidePopover();
    };
    const show = (control: HTMLElement) => {
      const text = control.dataset['tip'];
      if (!control.isConnected || text === undefined) return;
      hide();
      tip.textContent = text;
      tip.showPopover();
      place(tip, control, 'center');
    };
    const controlAt = (target: EventTarget | null) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
    const onOver = (event: PointerEvent) => {
      // The tooltip itself may be pointed at, to read it under magnification.
      if (event.target === tip) return;
      hide();
      const control = event.pointerType === 'touch' ? null : controlAt(event.target);
      if (control) timer = setTimeout(() => show(control), DELAY_MS);
    };
    const onFocus = (event: FocusEvent) => {
      const control = controlAt(event.target);
      // Later: focus also moves in the middle of a popover's opening or closing, when no other may be shown.
      if (control?.matches(':focus-visible')) timer = setTimeout(() => show(control));
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    const ways: readonly (readonly [string, EventListener])[] = [
      ['pointerover', onOver as EventListener],
      ['focusin', onFocus as EventListener],
      ['keydown', onKey as EventListener],
      ['pointerdown', hide],
      ['focusout', hide],
      ['scroll', hide],
    ];
    for (const [type, listener] of ways) document.addEventListener(type, listener, { capture: true, passive: true });
    return () => {
      hide();
      for (const [type, listener] of ways) document.removeEventListener(type, listener, { capture: true });
    };
  }, []);

  return (
    <div
      ref={ref}
      popover="manual"
      aria-hidden="true"
      className="fixed inset-auto m-0 max-w-64 rounded-small bg-ink px-2 py-1 text-small text-paper shadow-lift"
    />
  );
}
