/** The door of this room. */
export { buildPrompt } from './build.ts';
export { chatmlText, renderChatml, type RenderedPrompt, type Segment } from './chatml.ts';
export { checkOutput, type Validity, type ValidityCode, type ValidityProblem } from './check.ts';
export {
  allowedColumns,
  type Arranged,
  columnKey,
  columnSettingNames,
  effectiveKey,
  modelOf,
  settingsOf,
  voiceKey,
} from './columns.ts';
export { answerPrefixOf, formatOf, MAX_SCHEMA_CHARS, schemaProblem, stopsOf } from './schema.ts';
export { cellSeed, columnSeedKey, type ColumnSeedKey } from './seeds.ts';
export type { Example, Task } from './task.ts';
export { chooseTask, taskList, tasks } from './tasks.ts';
export { controlTemplate, escapeTemplate, fillTemplate } from './template.ts';
export { MAX_TEMPLATE_CHARS, type TemplateProblem, type TemplateProblemCode } from './template-problem.ts';
export { validateTemplate } from './validate.ts';
