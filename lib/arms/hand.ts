import type { Persona } from '../model/persona.ts';
import { textOnly } from './personas.ts';

const texts = [
  'A village midwife in Malawi who cycles between three clinics',
  'A retired tram driver in Lisbon who restores pocket watches',
  'A teenage chess player in Chennai who films every lost game',
  'A night-shift nurse in Winnipeg who grows orchids under lamps',
  'A sheep farmer on the Faroe Islands who repairs his own boat',
  'A tax lawyer in São Paulo who sings in a choir on Thursdays',
  'A refugee from Aleppo who runs a small bakery in Leipzig',
  'A geology student in Ulaanbaatar who maps wells for herders',
  'A stunt coordinator in Seoul who is afraid of swimming pools',
  'A blind piano tuner in Kingston who teaches his grandson',
] as const;

/** A set as one writes it in ten minutes: ten people of different places, ages and trades. */
export const defaultHand: readonly Persona[] = texts.map(textOnly);
