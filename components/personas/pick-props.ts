import type { PersonaId } from '../../lib/model/ids.ts';
import type { Persona } from '../../lib/model/persona.ts';

/** What each way of finding a persona gets from the picker. */
export interface PickProps {
  /** On the board already. */
  readonly used: ReadonlySet<PersonaId>;
  /** How many more fit. */
  readonly free: number;
  readonly onPick: (personas: readonly Persona[]) => void;
}
