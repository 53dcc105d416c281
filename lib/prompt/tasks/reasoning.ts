import { defineTask } from '../task.ts';

export const reasoning = defineTask({
  id: 'reasoning',
  name: 'Logical reasoning',
  description: 'A logic puzzle that the persona might meet, with clues and one question.',
  lead: '',
  ask: 'Write a logical reasoning problem. Give clear clues, then ask one question that they answer. Do not give the solution.',
  again: 'Another one.',
  personaLabel: 'Persona',
  answerPrefix: 'Logical reasoning problem:',
  examples: [
    {
      persona: 'A librarian in Tartu who catalogues old maps',
      answer:
        'Logical reasoning problem: A librarian in Tartu puts maps of Riga, Tallinn and Vilnius into drawers 1, 2 and 3, one in each. The map of Riga is not in drawer 1. The map of Tallinn is in a higher drawer than the map of Riga. Which map is in drawer 1?',
    },
    {
      persona: 'A gardener in Kyoto who trims trees for three temples',
      answer:
        'Logical reasoning problem: A gardener in Kyoto trims a pine, a cedar and a maple on Monday, Tuesday and Wednesday, one tree a day. The cedar is trimmed the day before the maple. The pine is not trimmed on Monday. On which day does he trim the pine?',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        'Logical reasoning problem: A radio repairer in Hanoi has a red, a blue and a green radio. One has a bad battery, one a bad speaker and one a bad switch. The red radio has a good battery. The blue radio has a bad speaker. What is wrong with the green radio?',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 160,
  repetitionPenalty: 1.1,
  stop: ['\nSolution', '\nAnswer'],
  schema: null,
  validity: 'Starts with “Logical reasoning problem:”, gives clues, ends with a question, gives no solution.',
});
