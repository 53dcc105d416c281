/** Screens read licences as data cards do. */
export { commonLicences, licenceWords } from '../../lib/personas/licences.ts';
