/** An address of a file as a person types it: https, or this machine's own. */
export type SourceUrl =
  { readonly ok: true; readonly url: string; readonly host: string } | { readonly ok: false; readonly reason: string };

const own = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Reads the address of a file on some server. Asks nothing of it. */
export function parseSourceUrl(typed: string): SourceUrl {
  const text = typed.trim();
  if (text === '') return { ok: false, reason: 'Paste the address of a file.' };
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return { ok: false, reason: 'This is no address.' };
  const url = new URL(whole);
  if (url.username !== '' || url.password !== '')
    return { ok: false, reason: 'Leave name and password out of the address.' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && own.test(url.hostname)))
    return { ok: false, reason: 'Only https addresses can be read, or http on this machine.' };
  return { ok: true, url: url.href, host: url.host };
}
