import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../model/experiment-result.ts';
import type { FinishReason, TaskChoice, TaskId } from '../model/run.ts';
import { checkOutput } from '../prompt/check.ts';
import { chooseTask, taskList } from '../prompt/tasks.ts';
import { createJudge, problemsOf } from './problems.ts';

const judge = (id: TaskId, text: string, finish: FinishReason | null = 'end', task: Partial<TaskChoice> = {}) =>
  problemsOf({ task: { ...chooseTask(id), ...task } }, { text, finish }, () => null);

const sound =
  'Math problem: A shoemaker in Fez resoles 6 pairs of boots a day and earns 45 dirhams for each. How much does he earn in 5 days?';

describe('a math problem', () => {
  it.each<[string, string, ProblemCode[]]>([
    ['is sound', sound, []],
    ['asks without a question mark', 'Math problem: Find the area of a field of 30 by 40 metres.', []],
    ['counts in words', 'Math problem: Three boats carry twelve crates each. How many crates are there?', []],
    ['starts otherwise', sound.slice('Math problem: '.length), ['wrong-start']],
    ['is empty', 'Math problem:  ', ['nothing-written']],
    [
      'asks nothing',
      'Math problem: A shoemaker resoles 6 pairs of boots and drinks tea with 2 friends.',
      ['no-question'],
    ],
    ['has no number', 'Math problem: A shoemaker mends boots all day. How much does he earn?', ['no-number']],
    ['holds a heading of a solution', `${sound}\nSolution: He earns a lot.`, ['solution-given']],
    ['calculates behind the question', `${sound} He earns 6 x 45 = 270 a day.`, ['solution-given']],
    ['says the answer', `${sound} The answer is 1350.`, ['solution-given']],
    ['gives an equation as a clue', 'Math problem: If 3 x 4 + y = 20, what is y?', []],
    ['refuses', "Math problem: I'm sorry, but I can't help with that 1 request. Why?", ['refusal']],
    ['speaks as a machine', 'Math problem: As an AI language model, I have 0 boots. Why?', ['refusal']],
    ['goes on with the next turn', `${sound}\nPersona: A baker in Rome`, ['prompt-echo']],
    ['shows markup', `${sound}<|im_end|>`, ['prompt-echo']],
    [
      'repeats the request',
      'Math problem: Write a challenging math problem with concrete numbers. How many are 2 and 2?',
      ['prompt-echo'],
    ],
  ])('that %s', (_, text, problems) => {
    expect(judge('math', text)).toEqual(problems);
  });

  it('is an echo when it is an example, unless no example was shown', () => {
    const [example] = taskList.find(({ id }) => id === 'math')?.examples ?? [];
    expect(judge('math', example?.answer ?? '')).toEqual(['prompt-echo']);
    expect(judge('math', example?.answer ?? '', 'end', { shots: 'zero' })).toEqual([]);
  });

  it('is cut off at its tokens, and when it was stopped', () => {
    expect(judge('math', sound, 'length')).toEqual(['cut-off']);
    expect(judge('math', sound, null)).toEqual(['cut-off']);
    expect(judge('math', sound, 'stop-string')).toEqual([]);
  });
});

describe('other tasks', () => {
  it('let a puzzle reason among its clues, not behind its question', () => {
    const puzzle =
      'Logical reasoning problem: Ana sits left of Bo. Therefore, she is not last, says Bo. Cy sits on the right. Who sits in the middle?';
    expect(judge('reasoning', puzzle)).toEqual([]);
    expect(judge('reasoning', `${puzzle} Therefore, it is Bo.`)).toEqual(['solution-given']);
    expect(judge('reasoning', puzzle.replace('?', '.'))).toEqual(['no-question']);
  });

  it('want a tool whole', () => {
    const tool = { name: 'a', description: 'b', function_name: 'c', depend: 'd', input_args: [], return: 'e' };
    expect(judge('tool', JSON.stringify(tool).replace(':', ': '))).toEqual([]);
    expect(judge('tool', '{"name": "a", "description"')).toEqual(['not-json']);
    expect(judge('tool', '{"name": "a"}')).toEqual(['missing-field']);
  });

  it('let a reader tell an assistant that they cannot do something', () => {
    expect(judge('instruction', 'User prompt: I have a loom that I cannot thread. Explain how, step by step.')).toEqual(
      [],
    );
    expect(judge('knowledge', 'Title: Looms\nSorry, I cannot write about looms.')).toEqual([]);
    expect(judge('instruction', 'User prompt: I cannot assist with that.')).toEqual(['refusal']);
  });

  it('may quote what a template of the user’s own holds', () => {
    const template =
      'Say in your own words: The old mill by the river was sold to a baker last spring.\nFor: {persona}';
    const own = (text: string) => judge('own', text, 'end', { template });
    expect(
      own(
        'I read that the old mill by the river was sold to a baker last spring, which made me think of my own youth there and of the people.',
      ),
    ).toEqual([]);
    expect(own('The old mill by the river was sold to a baker last spring.')).toEqual(['prompt-echo']);
  });
});

describe('language', () => {
  const german =
    'Title: Die Mühle am Fluss\nEin Müller mahlt jeden Tag zwanzig Säcke Korn und verkauft das Mehl auf dem Markt in der Stadt.';
  it('is told by the detector where small words do not', () => {
    const judged = (text: string, said: string | null, task: Partial<TaskChoice> = {}, id: TaskId = 'knowledge') =>
      problemsOf({ task: { ...chooseTask(id), ...task } }, { text, finish: 'end' }, () => said);
    expect(judged(german, 'de')).toEqual(['other-language']);
    expect(judged(german, null)).toEqual([]);
    expect(judged('Title: Mühle\nKurz.', 'de')).toEqual([]);
    const own = {
      template: 'Schreibe einen kurzen Brief an die Zeitung über deine Arbeit.\n{persona}',
      answerPrefix: '',
    };
    expect(judged(german, 'de', own, 'own')).toEqual([]);
  });

  it('is told by script alone', () => {
    const russian = 'Title: Мельница у реки. Мельник каждый день мелет двадцать мешков зерна и продаёт муку на рынке.';
    expect(judge('knowledge', russian)).toEqual(['other-language']);
  });
});

describe('any answer', () => {
  it('has every problem of its form, each once, and the same in one go', () => {
    const words = fc.constantFrom(
      ...'Math problem: a baker 12 ? = x I sorry cannot Persona: \n solution: answer is <|im_end|>'.split(' '),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
    );
    const finish = fc.constantFrom<FinishReason | null>('end', 'length', 'stop-string', null);
    const task = fc.constantFrom(...taskList.map(({ id }) => id));
    fc.assert(
      fc.property(text, finish, task, (given, how, id) => {
        const found = judge(id, given, how);
        expect(new Set(found).size).toBe(found.length);
        for (const { code } of checkOutput(id, given, how).problems) expect(found).toContain(code);
        const together = createJudge({ task: chooseTask(id) });
        together({ text: 'Something else.', finish: 'end' });
        expect(together({ text: given, finish: how })).toEqual(found);
      }),
    );
  });

  it('is read whatever its length', () => {
    expect(judge('math', `Math problem: ${'1 + 1 '.repeat(50_000)}?`)).toEqual([]);
    expect(judge('math', `Math problem: ${'to find the '.repeat(5_000)}?${' to find the x'.repeat(5_000)}`)).toContain(
      'no-number',
    );
  });
});
