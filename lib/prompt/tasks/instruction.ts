import { defineTask } from '../task.ts';

export const instruction = defineTask({
  id: 'instruction',
  name: 'User prompt',
  description: 'Guess what the persona would ask an AI assistant.',
  lead: '',
  ask: 'Guess a message that someone sends to an AI assistant to get help. Write only the message, specific and with details.',
  again: 'Another one.',
  personaLabel: 'Persona',
  answerPrefix: 'User prompt:',
  examples: [
    {
      persona: 'A tram driver in Melbourne who learns Greek',
      answer:
        'User prompt: I drive a tram in Melbourne and learn Greek in my breaks, which last fifteen minutes. Make me a plan for four weeks with five useful phrases a day, starting with what passengers ask.',
    },
    {
      persona: 'A school cook in Lyon who feeds three hundred children',
      answer:
        'User prompt: I cook lunch for three hundred children in Lyon, and eleven of them cannot eat nuts or milk. Suggest a menu for five days that all of them can share.',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        'User prompt: I repair radios in Hanoi and train two apprentices. Explain in simple words how a beginner finds a bad capacitor, and write five questions for a small test about it.',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 120,
  repetitionPenalty: 1.1,
  stop: ['\nUser prompt:'],
  schema: null,
  validity: 'Starts with “User prompt:” and is a request that somebody could send as it stands.',
});
