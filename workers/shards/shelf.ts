import type { PersonaId } from '../../lib/model/ids.ts';
import type { PackedPart, Persona, ShardInfo } from '../../lib/model/persona.ts';
import { fault, FaultError } from '../../lib/model/fault.ts';
import { unpackPersona } from '../../lib/personas/pack.ts';

/** One shard in memory: its parts packed, its personas unpacked (and their ids hashed) when first asked for. */
export class Shelf {
  private readonly personas = new Map<number, Persona>();
  private places: ReadonlyMap<PersonaId, number> | null = null;

  constructor(
    readonly info: ShardInfo,
    readonly parts: readonly PackedPart[],
  ) {}

  /** The shard's persona at a position from 0, over all parts. Throws a fault for one that is not there. */
  at(position: number): Persona {
    const known = this.personas.get(position);
    if (known) return known;
    let rest = position;
    for (const part of this.parts) {
      if (rest < part.count) {
        const persona = unpackPersona(part, rest);
        this.personas.set(position, persona);
        return persona;
      }
      rest -= part.count;
    }
    throw new FaultError(fault('bad-input', `The personas "${this.info.id}" have no number ${position}.`));
  }

  /** Positions of those of the ids that this shard holds. */
  positionsOf(ids: readonly PersonaId[]): ReadonlySet<number> {
    if (ids.length === 0) return new Set(); // spares hashing the whole shard
    const places = (this.places ??= new Map(Array.from({ length: this.info.count }, (_, i) => [this.at(i).id, i])));
    return new Set(ids.map((id) => places.get(id)).filter((place) => place !== undefined));
  }
}
