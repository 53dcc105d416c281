export const THEME_KEY = 'polyphony-theme';

/**
 * Runs while the page is parsed, before anything is painted; storage may be forbidden, then the system decides. Apart
 * from the toggle, because the layout renders on the server and cannot call into a client module.
 */
export const themeScript = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}`;
