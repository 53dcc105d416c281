import { defineTask } from '../task.ts';

const lore = `The world of Lanternmere: a lake without a far shore, where towns float on rafts and every raft burns a lantern that must never go out. Fish carry old memories, and whoever eats one dreams a stranger's day. The Tidewardens guard the ropes between the rafts, the Wickers trade in lamp oil, and the Hollow Choir sings from the fog for those who wish to forget.\n\n`;

export const npc = defineTask({
  id: 'npc',
  name: 'Game character',
  description: 'Who would the persona be in Lanternmere, a lake world of rafts and lanterns?',
  lead: lore,
  ask: 'Invent a character of this world whom players can meet.',
  again: 'Another character of this world.',
  personaLabel: 'In their former life',
  answerPrefix: 'Name:',
  examples: [
    {
      persona: 'A dentist in Seville who sings flamenco',
      answer:
        'Name: Marisol Brightpick\nMarisol is the dentist of the oil market and sings while she pulls teeth. She wears a red shawl and looks for a song that the Hollow Choir stole from her. She tells players: "Open wide. I pull one tooth, you bring me one verse."',
    },
    {
      persona: 'A postman in Iceland who knows every dog',
      answer:
        'Name: Snorri Ropewalker\nSnorri is the postman between the rafts and walks the ropes with nine dogs. His wet coat is full of fish, and he looks for the raft that no letter ever reached. He tells players: "Take this parcel over the rope. My dogs will guide you home."',
    },
    {
      persona: 'A radio repairer in Hanoi who trains two apprentices',
      answer:
        'Name: Mai Copperthread\nMai repairs the humming shells through which the rafts speak. She wears a lens over one eye and looks for two apprentices with clever hands. She tells players: "Hold this shell to your ear. If it weeps, I can mend it."',
    },
  ],
  bestShots: 'persona-few',
  maxTokens: 160,
  repetitionPenalty: 1.1,
  stop: ['\nName:'],
  schema: null,
  validity: 'Starts with “Name:” and tells who they are in Lanternmere and how they meet players.',
});
