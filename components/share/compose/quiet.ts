/** For buttons that wait for a new link: they look disabled only when that takes longer than a glance. */
export const quiet = 'disabled:transition-opacity disabled:delay-300';
