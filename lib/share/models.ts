import type { ModelChoice } from '../model/run.ts';
import { type SharedModel, sharedEngines } from '../model/share.ts';
import { label, withoutAddresses } from './labels.ts';

/** Ids of the built-in list and of the catalogue: no address, no path and no id of an added model (`hub:…`) fits. */
export const listedId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

/** Where nothing is left of a name. */
const NAMELESS = 'Another model';
/** Names of a server's models end with the server's name, which may be its host. */
const atServer = / at \S.*$/;

/** A model as links carry it: by its id where every copy of the app can know it, otherwise by a name for people alone. */
export function sharedModel(choice: ModelChoice): SharedModel {
  const engine = sharedEngines.find((one) => one === choice.engine);
  if (engine && listedId.test(choice.model)) return { kind: 'listed', engine, model: choice.model };
  return { kind: 'own', name: label(withoutAddresses(label(ownName(choice)))) || NAMELESS };
}

function ownName({ engine, model, name }: ModelChoice): string {
  if (engine !== 'endpoint') return name;
  // `<server>/<model>`: what it is called there, without the server.
  const there = model.slice(model.indexOf('/') + 1);
  return there !== '' && name.startsWith(`${there} at `) ? there : name.replace(atServer, '');
}
