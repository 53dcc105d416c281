import type { SharedRecipe } from '../../../lib/model/share.ts';
import { tasks } from '../../../lib/prompt/index.ts';
import { Fact } from '../../ui/fact.tsx';
import { VisibleText } from './visible-text.tsx';
import { changedSettings } from './words.ts';

const shotsText = {
  zero: 'no examples',
  few: 'examples without personas',
  'persona-few': 'examples with their personas',
} as const;

/** What a recipe asks for, apart from who answers. @param models as they are called here */
export function RecipeFacts({ recipe, models }: { recipe: SharedRecipe; models: readonly string[] }) {
  const { task, settings } = recipe;
  const changed = changedSettings(task.id, settings);
  return (
    <dl className="grid gap-x-6 gap-y-1 text-ui tabular-nums wide:grid-cols-[auto_1fr]">
      <Fact term="Task">
        {tasks[task.id].name}
        {task.id === 'own' ? '' : `, ${shotsText[task.shots]}`}
      </Fact>
      <Fact term={models.length === 1 ? 'Model' : 'Models'}>{models.join(', ')}</Fact>
      <Fact term="Settings">{changed.length === 0 ? 'as the task starts with' : changed.join(', ')}</Fact>
      <Fact term="Seed">{`${settings.seed}${settings.repeats > 1 ? `, ${settings.repeats} answers for each column` : ''}`}</Fact>
      {task.id === 'own' && <Text term="Template" text={task.template} />}
      <Text term="System prompt" text={task.system} />
      <Text term="Answer starts with" text={task.answerPrefix} />
      <Text term="JSON schema" text={task.schema} />
    </dl>
  );
}

/** A text of the sender's; null is the task's own. */
function Text({ term, text }: { term: string; text: string | null }) {
  if (text === null) return null;
  return (
    <Fact term={term}>
      {text === '' ? (
        'none'
      ) : (
        <span
          dir="auto"
          tabIndex={0}
          role="group"
          aria-label={term}
          className="block max-h-40 overflow-auto rounded-small border border-line bg-paper px-3 py-2 text-small break-words whitespace-pre-wrap"
        >
          <VisibleText text={text} />
        </span>
      )}
    </Fact>
  );
}
