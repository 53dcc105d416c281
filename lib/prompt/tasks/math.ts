import { defineTask } from '../task.ts';

export const math = defineTask({
  id: 'math',
  name: 'Math problem',
  description: 'A math problem from the persona’s life and work, without its solution.',
  lead: '',
  ask: 'Write a challenging math problem with concrete numbers. End with a question. Ask at most two things and do not give the solution.',
  again: 'Another one.',
  personaLabel: 'Persona',
  answerPrefix: 'Math problem:',
  examples: [
    {
      persona: 'A ferry mechanic in Bergen who repairs engines between crossings',
      answer:
        'Math problem: A ferry mechanic in Bergen has 45 minutes between two crossings. Testing the engine takes 9 minutes, and changing one fuel filter takes 6 minutes. How many filters can she change and still test the engine in time?',
    },
    {
      persona: 'A baker in Oaxaca who sells corn bread at the morning market',
      answer:
        'Math problem: A baker in Oaxaca takes 80 loaves of corn bread to the market and sells each for 12 pesos. Before noon she sells three quarters of them. (a) How much has she earned by noon? (b) How many loaves are left?',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        'Math problem: A radio repairer in Hanoi charges 90 coins for each radio. On Monday he repairs 7 radios, and his two apprentices repair 4 radios each. How many coins does the workshop earn on Monday?',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 160,
  repetitionPenalty: 1.1,
  stop: ['\nSolution', '\nAnswer'],
  schema: null,
  validity: 'Starts with “Math problem:”, has numbers, ends with a question, gives no solution.',
});
