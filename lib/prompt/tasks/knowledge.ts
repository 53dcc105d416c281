import { defineTask } from '../task.ts';

export const knowledge = defineTask({
  id: 'knowledge',
  name: 'Knowledge article',
  description: 'A short article from the persona’s own knowledge, as on a question-and-answer site.',
  lead: '',
  ask: 'Write a short article for a question-and-answer site from your own knowledge. Teach something specific, with facts and numbers.',
  again: 'Another one.',
  personaLabel: 'Persona',
  answerPrefix: 'Title:',
  examples: [
    {
      persona: 'A cheese maker in the Jura with a small cellar',
      answer:
        'Title: Why mountain cheese cracks in winter\nA cheese cracks when its rind dries faster than its heart. In my cellar in the Jura I keep the air at 12 degrees and rub each wheel with salt water every second day. When frost dries the air, I hang wet cloths by the door.',
    },
    {
      persona: 'A bus dispatcher in Nairobi who plans for the rainy season',
      answer:
        'Title: How buses stay on time when it rains\nRain slows a bus in Nairobi by about a third, because passengers board one by one under umbrellas. I add six minutes to every hour of the timetable in April and keep two spare buses near the low bridges, which flood first.',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        'Title: Three signs of a tired capacitor\nA radio that hums has often lost a capacitor. In my workshop in Hanoi I look first for a swollen top, then for brown dust at its feet, and then I measure it. Below 80 percent of the printed value I replace it.',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 240,
  repetitionPenalty: 1.1,
  stop: ['\nTitle:'],
  schema: null,
  validity: 'Starts with “Title:”, then tells facts that hang together.',
});
