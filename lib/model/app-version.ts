/** The app's version, as package.json has it: what a run says that it was made with. */
export const APP_VERSION = '0.1.0';
