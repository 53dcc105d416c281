import { defineTask } from '../task.ts';

// Bounded, because a small model that may not end a string by itself goes on until its tokens are used up. Compiling the
// bounds takes engines up to a second; twice as long ones, three times that.
const text = { type: 'string', minLength: 1, maxLength: 40 };
const sentence = { ...text, maxLength: 80 };
// In the order of the examples, because engines write an object's fields in the order of its schema.
const properties = {
  name: text,
  description: sentence,
  function_name: text,
  depend: text,
  input_args: { type: 'array', items: text, maxItems: 6 },
  return: text,
};
const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };

export const tool = defineTask({
  id: 'tool',
  name: 'Tool',
  description: 'A software function that the persona would need, as a JSON object.',
  lead: '',
  ask: 'Design a software function. Answer with one JSON object: name, description, function_name, depend, input_args, return.',
  again: 'Another one.',
  personaLabel: 'Persona',
  answerPrefix: '{"name": "',
  examples: [
    {
      persona: 'A ferry mechanic in Bergen who repairs engines between crossings',
      answer:
        '{"name": "Repair Slot Planner", "description": "Picks the engine repairs that fit between two crossings.", "function_name": "plan_repairs", "depend": "ferry timetable", "input_args": ["minutes_free", "repairs"], "return": "list of repairs to do now"}',
    },
    {
      persona: 'A baker in Oaxaca who sells corn bread at the morning market',
      answer:
        '{"name": "Loaf Forecast", "description": "Estimates how many loaves of corn bread will sell tomorrow.", "function_name": "forecast_loaves", "depend": "sales records", "input_args": ["weekday", "loaves_sold"], "return": "number of loaves to bake"}',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        '{"name": "Fault Finder", "description": "Names the likely broken part of a radio from its symptoms.", "function_name": "find_fault", "depend": "parts catalogue", "input_args": ["symptoms", "radio_model"], "return": "the likely part and its price"}',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 200,
  repetitionPenalty: 1,
  stop: ['\n\n'],
  schema: JSON.stringify(schema),
  validity: 'One JSON object with name, description, function_name, input_args, return and depend.',
});
