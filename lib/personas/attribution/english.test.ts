import { describe, expect, it } from 'vitest';
import { attributeEnglish } from './english.ts';
import { lexicon } from './lexicon.ts';

const occupation = (text: string) => attributeEnglish(text).occupation;
const country = (text: string) => attributeEnglish(text).country;
const age = (text: string) => attributeEnglish(text).age;
const gender = (text: string) => attributeEnglish(text).gender;
const language = (text: string) => attributeEnglish(text).language;

describe('occupation', () => {
  it('knows more than 1,500 titles', () => {
    expect(lexicon().titleCount).toBeGreaterThan(1500);
  });

  it.each([
    ['A software engineer at a bank', '2'],
    ['A bank teller at a software company', '4'],
    ['A school bus driver in Leeds', '8'],
    ['A nurse manager on nights', '1'],
    ['A restaurant manager and amateur boxer', '1'],
    ['A retail store manager', '1'],
    ['A dog trainer', '5'],
    ['A 31-year-old pastry chef', '3'],
    ['A hotel receptionist at the Hilton Paris', '4'],
    ['An oyster farmer', '6'],
    ['An accordion maker', '7'],
    ['A volcanologist', '2'],
    ['A rickshaw puller', '9'],
    ['A naval petty officer', '0'],
    ['A veteran nurse', '2'],
    ['A cook-and-clean maid', '9'],
    ['TRUCK DRIVER FROM OHIO', '8'],
    ['A father of two who works as a carpenter', '7'],
    ['A man working as an accountant', '2'],
    ['A woman who is a nurse', '2'],
    ['This person is a 45 year old truck driver from Texas.', '8'],
    ['The persona is likely a data scientist or an analyst.', '2'],
    ['Maria is a 34-year-old lawyer who lives in Buenos Aires.', '2'],
    ['As a beekeeper, she knows weather.', '6'],
    ['Twenty-two, a barber in Leeds, he talks too much.', '5'],
    ['A former pilot turned teacher', '2'], // what the person turned to
  ])('%s: %s', (text, group) => {
    expect(occupation(text)).toBe(group);
  });

  it.each([
    'A former pilot', // no job is told that the person still has
    'An ex-soldier',
    'A retired teacher who enjoys gardening',
    'A jeweller in Lyon, retired since May',
    'Seamstress no longer, she reads',
    'An aspiring nurse preparing for her exams',
    'An amateur astronomer',
    'A volunteer firefighter',
    'A nursing student',
    'A student nurse in Dublin',
    'An ambitious law student',
    'A PhD candidate in physics',
    'A Vietnam War veteran who collects stamps',
    'A devoted fan of Japanese cinema',
    'A football fan',
    'A German Shepherd owner',
    'A vintage car collector',
    'A father of two',
    'A stay-at-home mother of three',
    "A nurse's husband who cooks",
    "A school bus driver's daughter",
    "A carpenter's apprentice",
    'A woman whose husband is a doctor',
    'A woman whose son works as a plumber',
    'A man who is not a doctor but plays one on TV',
    'A man who does not work as a plumber',
    'A wordsmith',
    'A cancer patient',
    'A person fascinated by engineers',
  ])('%s: none', (text) => {
    expect(occupation(text)).toBeUndefined();
  });
});

describe('country', () => {
  it.each([
    ['An English teacher in Seoul', 'KR'],
    ['A French language instructor in Toronto', 'CA'],
    ['A Nigerian doctor', 'NG'],
    ['A Nigerian doctor working in London', 'GB'],
    ['A Mexican-American chef in Texas', 'US'],
    ['A sports reporter from Jordan who covers football', 'JO'],
    ['A geologist from Chad', 'TD'],
    ['A chemist in Tripoli, Lebanon', 'LB'],
    ['A web developer in Córdoba, Argentina, 24', 'AR'],
    ['A teacher in the small town of Whitehorse', 'CA'],
    ['A farmer in rural northern Thailand', 'TH'],
    ['A Haifa sculptor', 'IL'],
    ['Director of a Memphis food bank', 'US'],
    ['Editor of a small Montana newspaper', 'US'],
    ['An astronomer in Chile, originally from Germany', 'CL'],
    ['An immigrant from Mexico living in Chicago', 'US'],
    ['A game designer who grew up in Brazil and now lives in Berlin', 'DE'],
    ['A football fan from Manchester', 'GB'],
    ['A tailor in Xi’an', 'CN'],
    ['A tailor in São Paulo', 'BR'],
  ])('%s: %s', (text, code) => {
    expect(country(text)).toBe(code);
  });

  it.each([
    'An English teacher',
    'A Spanish literature professor',
    'A devoted fan of Japanese cinema',
    'A Korean drama fan',
    'A journalist who once interviewed Michael Jordan',
    'A wildlife photographer who raises a turkey named Chad',
    'A cook who roasts Turkey for Christmas',
    'A farmer in Georgia', // the state or the country
    'A Georgia peach farmer',
    'A historian studying the monasteries of Georgia',
    'A person who is fascinated by Egypt',
    'A political analyst who follows elections in Nigeria',
    'A travel agent specializing in trips to Cuba',
    'A teacher interested in China',
    'A refugee from Syria',
    'A Paris Hilton fan',
    'A Boston Red Sox fan',
    'A German Shepherd owner',
    'A marketing manager for a Toyota dealership',
    'A nurse born in Brazil',
  ])('%s: none', (text) => {
    expect(country(text)).toBeUndefined();
  });

  it('tells the region alone where no country is named', () => {
    expect(attributeEnglish('A nurse in West Africa')).toMatchObject({ region: 'Africa' });
    expect(country('A nurse in West Africa')).toBeUndefined();
  });
});

describe('age', () => {
  it.each([
    ['A 34-year-old nurse', '25-34'],
    ['A thirty-four-year-old nurse', '25-34'],
    ['A 16 year old from London', '15-24'],
    ['Nurse, 34, from Lagos', '25-34'],
    ['A clerk of 33 in Mandalay', '25-34'],
    ['A clerk of fifty-seven', '55-64'],
    ['A boy of nine', '0-14'],
    ['A woman aged 82 living in Kyoto', '75+'],
    ['A payroll clerk, just turned fifty, who hums', '45-54'],
    ['Approaching sixty, she rewinds motors', '55-64'],
    ['At eighteen she learns weaving', '15-24'],
    ['She is nineteen, studies commerce', '15-24'],
    ['Twenty-two, a barber in Leeds', '15-24'],
    ['A man in his late twenties', '25-34'],
    ['A woman in her early fifties', '45-54'],
    ['A woman in her eighties', '75+'],
    ['An octogenarian', '75+'],
    ['A toddler', '0-14'],
    ['A primary school pupil', '0-14'],
  ])('%s: %s', (text, band) => {
    expect(age(text)).toBe(band);
  });

  it.each([
    'A woman in her fifties', // spans two bands
    'A teenager',
    'A veteran nurse',
    'A college student',
    'A retired judge',
    'A high school student',
    'A mother of a 5-year-old who runs a bakery',
    'A mother of three',
    'The leader of a team of 30 in Delhi',
    'The CEO of a 10-year-old startup',
    "A middle school student's mom",
    'A teacher with 20 years of experience',
    'A runner who finished in 34, a record',
  ])('%s: none', (text) => {
    expect(age(text)).toBeUndefined();
  });
});

describe('gender', () => {
  it.each([
    ['A young mother', 'female'],
    ['A female engineer in a male-dominated field', 'female'],
    ["A nurse's husband who cooks", 'male'],
    ['A nurse who loves her job', 'female'],
    ['A nurse caring for her father and his dog', 'female'],
    ['A non-binary student', 'nonbinary'],
    ['A nonbinary baker and her brother', 'nonbinary'],
    ['A waitress', 'female'],
    ['A businessman', 'male'],
    ['Approaching sixty, she rewinds motors', 'female'],
  ])('%s: %s', (text, value) => {
    expect(gender(text)).toBe(value);
  });

  it.each([
    'A nurse',
    "A women's rights activist",
    'A mother figure',
    'A coach who helps a young player find his rhythm',
    'A parent whose son lost his job',
    'A nurse who treats each patient as he or she wishes',
    'A teacher of boys',
    'A nurse whose mother tongue is Ewe',
  ])('%s: none', (text) => {
    expect(gender(text)).toBeUndefined();
  });
});

describe('first language', () => {
  it.each([
    ['A Welsh-speaking nurse in Cardiff', 'cy'],
    ['A Polish-speaking nurse in Chicago', 'pl'],
    ['A native Spanish speaker from Peru', 'es'],
    ['A nurse whose mother tongue is Ewe', 'ee'],
    ['A cook in Osaka', 'ja'],
    ['A British expat living in Thailand', 'en'],
  ])('%s: %s', (text, code) => {
    expect(language(text)).toBe(code);
  });

  it.each([
    'An English teacher',
    'A nurse in Bern', // four languages
    'A nurse in Delhi',
    'A Nigerian doctor working in London',
    'A non-native English speaker learning to code',
    'A doctor who speaks French',
    'A Chinese literature professor',
  ])('%s: none', (text) => {
    expect(language(text)).toBeUndefined();
  });
});
