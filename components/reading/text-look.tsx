'use client';

import { MenuChoices } from '../ui/menu.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { setTextLook, type TextLook, useTextLook } from './use-reading.ts';

/** In a menu, each with a sentence. */
export function TextLookChoices() {
  return (
    <MenuChoices
      value={useTextLook()}
      choices={[
        { value: 'written', label: 'Answers as written', description: 'Every character, as the model wrote it' },
        { value: 'reading', label: 'Answers for reading', description: 'Markdown and formulae laid out' },
      ]}
      onChange={(next) => setTextLook(next === 'reading' ? 'reading' : 'written')}
    />
  );
}

/** As a strip. */
export function TextLookStrip() {
  return (
    <Segmented<TextLook>
      label="Text"
      value={useTextLook()}
      options={[
        { value: 'written', label: 'As written' },
        { value: 'reading', label: 'For reading', hint: 'Markdown and formulae laid out' },
      ]}
      onChange={setTextLook}
    />
  );
}
