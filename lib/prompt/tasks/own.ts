import { defaultSystem, type Task } from '../task.ts';

const controlTemplate = 'Write a short letter to the editor of a local newspaper.';

export const own: Task = {
  id: 'own',
  name: 'Your own',
  description: 'Your own words, with {persona} where the persona goes.',
  system: defaultSystem,
  lead: '',
  ask: controlTemplate,
  again: '',
  personaLabel: 'Persona',
  userTemplate: `${controlTemplate}\nThe writer: {persona}`,
  controlTemplate,
  answerPrefix: '',
  examples: [],
  bestShots: 'zero',
  maxTokens: 160,
  repetitionPenalty: 1.1,
  stop: [],
  schema: null,
  validity: 'Any text that ends by itself.',
};
