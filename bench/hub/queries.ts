/** Fifty questions of every kind that the search knows, over the bench's own rows. */
export const queries: readonly string[] = [
  // common words, in hundreds of thousands of rows
  ...['who', 'in', 'the', 'interested', 'experience', 'young', 'nurse', 'loves'],
  // several words
  ...[
    'marine biologist',
    'young nurse',
    'nurse Lagos',
    'retired teacher chess',
    'urban farmer bees',
    'a b c',
    'Kraków potter',
  ],
  // phrases
  ...[
    '"years of experience"',
    '"is interested in"',
    '"a curious marine"',
    '"from Oslo who"',
    '"chess and is"',
    '"not there at all"',
  ],
  // prefixes
  ...['bio*', 'photo*', 'inter*', 'ar*', 'volc* geo*', 'zz*'],
  // inside words
  ...['=ology', '=keep', '=rn', '=self-t', '=ceramic', '=qx'],
  // without
  ...['nurse -marine', 'teacher -"years of experience"', 'chef -in', 'baker -b*', 'judge -young'],
  // Chinese
  ...['工程师', '北京', '海洋生物学家', '"喜欢研究"', '茶 上海', '蜜蜂', '冰川 护士'],
  // rare or absent
  ...['quaild', 'brainxyz', 'tapir', 'zürich beekeeper', 'lighthouses violins', '🙂'],
];
