import type { Fault } from '../../lib/model/fault.ts';
import type { LabelName } from '../../lib/model/persona.ts';
import type { ColumnKind, RejectReason } from '../../lib/model/shard.ts';

export const labelTitles: Readonly<Record<LabelName, string>> = {
  region: 'Region',
  country: 'Country',
  age: 'Age',
  occupation: 'Occupation',
  gender: 'Gender',
  language: 'First language',
  textLanguage: 'Language of the text',
  script: 'Script of the text',
};

export const columnKindWords: Readonly<Record<ColumnKind, string>> = {
  category: 'few values',
  integer: 'whole number',
  text: 'text',
};

export const rejectWords: Readonly<Record<RejectReason, string>> = {
  'not-json': 'not JSON',
  'not-an-object': 'not a JSON object',
  'no-text': 'the persona’s field is missing',
  'empty-text': 'the persona’s field is empty',
  'text-too-long': 'the persona is too long',
  'line-too-long': 'the line is too long',
  'bad-encoding': 'bytes that are not text in this encoding',
  'wrong-columns': 'more or fewer columns than the header',
  unreadable: 'could not be read',
};

/** What happened and what to do next. */
export function faultText(fault: Fault): string {
  return `${fault.message} ${fault.hint}`;
}
