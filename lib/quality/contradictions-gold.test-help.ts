import type { Contradictable } from './contradictions.ts';

/** A persona, an answer written for it, and what a reader says that the answer states otherwise of the persona. */
export type GoldPair = readonly [persona: string, answer: string, otherwise: readonly Contradictable[]];

const nurse = 'A 34-year-old nurse in Porto who works nights and paints birds; she keeps two canaries.';
const mechanic = 'A ferry mechanic in Bergen who repairs engines between crossings. He is 58 years old.';
const baker = 'A baker in Oaxaca who sells corn bread at the morning market with her daughters.';
const teacher = 'A 41-year-old primary school teacher in Nairobi who coaches girls’ football; he cycles to work.';
const driver = 'A tram driver in Melbourne who learns Greek in the breaks.';
const dentist = 'A dentist in Seville who sings flamenco, a woman of 47.';
const farmer = 'A rice farmer in the delta of Vietnam, 63 years old, who lost his left hand.';
const lawyer = 'A lawyer in Toronto who defends tenants and is raising twins alone; she is 39.';
const welder = 'A young welder in Gdansk, 22 years old, who builds ships and plays bass.';
const librarian = 'A librarian in Tartu who catalogues old maps.';
const soldier = 'A soldier in Jordan, aged 29, who disarms mines and writes letters to his mother.';
const cook = 'A school cook in Lyon who feeds three hundred children; he is left-handed.';

const potter = 'A 54-year-old potter in Fez who fires his kiln with olive stones.';
const pilot = 'A helicopter pilot in Queenstown, New Zealand, 36, who flies doctors to sheep farms; she fears geese.';
const monk = 'A beekeeper in Slovenia, aged 71, who paints the fronts of his hives.';

/**
 * Written and labelled by hand: statements as the tasks bring them, with other people, places and ages that are not the
 * persona's. The rules were made with these in view.
 */
export const tuning: readonly GoldPair[] = [
  [nurse, 'User prompt: I am a nurse in Porto and work nights. Make me a plan for sleeping by day.', []],
  [nurse, 'User prompt: I am a 45-year-old nurse in Porto. How do I paint a kingfisher?', ['age']],
  [nurse, 'User prompt: As a nurse in Tokyo, I have two canaries. What should they eat?', ['country']],
  [nurse, 'I am a plumber in Porto and I love birds.', ['occupation']],
  [
    nurse,
    'Math problem: A nurse in Porto cares for 12 patients. His shift lasts 8 hours. How long has he for each?',
    ['gender'],
  ],
  [
    nurse,
    'Math problem: A nurse in Porto cares for a 70-year-old man from Brazil. He takes 3 pills a day. How many a week?',
    [],
  ],
  [mechanic, 'Math problem: A ferry mechanic in Lisbon has 45 minutes. How many filters can he change?', ['country']],
  [mechanic, 'Math problem: A ferry mechanic in Oslo has 45 minutes. How many filters can he change?', []],
  [mechanic, 'Math problem: A baker in Lisbon has 45 loaves and sells 12. How many does she keep?', []],
  [
    mechanic,
    'Math problem: A ferry mechanic in Bergen repairs 4 engines a day. How many does she repair in 6 days?',
    ['gender'],
  ],
  [mechanic, 'I’m 58 years old and have repaired engines all my life.', []],
  [mechanic, 'I am 32 years old and have repaired engines all my life.', ['age']],
  [baker, 'Name: Dario Crumb\nDario is a baker on the lantern rafts. He sells bread that remembers.', ['gender']],
  [baker, 'Title: Bread from corn\nI live in Spain and bake each morning at four.', ['country']],
  [
    baker,
    'Title: Bread from corn\nIn my bakery in Oaxaca I bake each morning at four. My uncle is a teacher in Spain.',
    [],
  ],
  [baker, 'User prompt: I am a student and need a recipe for corn bread.', []],
  [teacher, 'User prompt: I work as an accountant and coach girls. Plan a season for us.', ['occupation']],
  [teacher, 'User prompt: I am a primary school teacher in Nairobi. Plan a season for my team.', []],
  [driver, 'I am a tram driver in Athens. I learn Greek in my breaks.', ['country']],
  [driver, 'I dream of Athens and of the sea in Greece. I drive a tram in Melbourne.', []],
  [
    dentist,
    'Math problem: A dentist in Seville treats 14 patients a day. How many does she treat in a week of 5 days?',
    [],
  ],
  [
    dentist,
    'Math problem: A dentist in Madrid treats 14 patients a day and sings at night. How many does she treat in 5 days?',
    [],
  ],
  [
    dentist,
    'Math problem: A dentist in Naples treats 14 patients a day. How many does she treat in 5 days?',
    ['country'],
  ],
  [dentist, 'Math problem: A dentist treats 14 patients a day. How many does he treat in 5 days?', ['gender']],
  [dentist, 'User prompt: I am a dentist, 47, and sing flamenco. Which exercises protect my voice?', []],
  [dentist, 'User prompt: I am a 25-year-old dentist who sings flamenco. Which exercises protect my voice?', ['age']],
  [dentist, 'User prompt: I am a carpenter and my dentist says that I grind my teeth. What can I do?', ['occupation']],
  [
    dentist,
    'Title: Why teeth crack\nAs a dentist in Seville, I see ten cracked teeth a week. A man of 30 came last Monday; he grinds.',
    [],
  ],
  [dentist, 'Name: Paco Molar\nPaco is the dentist of the rafts. He pulls teeth for oil.', ['gender']],
  [
    dentist,
    'Name: Vela Brightpick\nVela is the dentist of the rafts. She pulls teeth for oil and says: "I am a ghost of 90."',
    [],
  ],
  [farmer, 'I am a rice farmer in Vietnam. I am 63 years old and work with one hand.', []],
  [farmer, 'I am a rice farmer in Thailand. I work with one hand.', ['country']],
  [farmer, 'I am a 30-year-old rice farmer and my father is 63.', ['age']],
  [
    farmer,
    'Math problem: A rice farmer in Vietnam harvests 12 sacks a day. How many sacks does he harvest in 9 days?',
    [],
  ],
  [
    farmer,
    'Math problem: A rice farmer harvests 12 sacks a day with her sons. How many sacks does she harvest in 9 days?',
    ['gender'],
  ],
  [
    farmer,
    'Math problem: A trader in China buys 40 sacks of rice from a farmer. She pays 9 coins for each. What does she pay?',
    [],
  ],
  [
    farmer,
    'Title: Rice after the flood\nA rice farmer in India loses a third of the harvest when water stands for a week. In my delta we drain it in two days.',
    [],
  ],
  [
    farmer,
    'User prompt: As a software engineer, I want to sort rice by photographs. Which camera do I need?',
    ['occupation'],
  ],
  [lawyer, 'I am a lawyer in Toronto. As a single mother, I know what rent means.', []],
  [lawyer, 'I am a lawyer in London and defend tenants.', ['country']],
  [lawyer, 'I am a single father and a lawyer in Toronto.', ['gender']],
  [lawyer, 'I am a landlord with 12 flats. How do I raise the rent?', []],
  [lawyer, 'I’m 39 and defend tenants.', []],
  [lawyer, 'I’m 61 years old and defend tenants.', ['age']],
  [
    lawyer,
    'Math problem: A lawyer in Toronto has 2 twins and 16 tenants. She spends 3 hours on each tenant. How many hours is that?',
    [],
  ],
  [
    lawyer,
    'Math problem: A lawyer in Toronto helps a 72-year-old tenant. He pays 900 dollars. How much does he pay in a year?',
    [],
  ],
  [lawyer, 'Name: Sol Wick\nSol is a lawyer who defends those without rafts. Sol tells players: "Sign here."', []],
  [lawyer, 'User prompt: I am a doctor in Toronto and my landlord raised the rent. May he?', ['occupation']],
  [welder, 'I am a welder in Gdansk and build ships. I am 22.', []],
  [welder, 'I am a welder in Hamburg and build ships.', ['country']],
  [welder, 'I am a retired welder of 70 who built ships.', ['age']],
  [welder, 'User prompt: I am a welder and play bass. Suggest exercises for a stiff wrist.', []],
  [welder, 'User prompt: As a nurse, I see many burns of welders. How do I treat them?', ['occupation']],
  [welder, 'Math problem: A young welder in Poland joins 8 plates an hour. How many plates are that in 6 hours?', []],
  [
    welder,
    'Math problem: A young welder in Korea joins 8 plates an hour. How many plates are that in 6 hours?',
    ['country'],
  ],
  [
    welder,
    'Math problem: A ship from Sweden carries 300 containers. A crane lifts 12 an hour. How long does it take?',
    [],
  ],
  [librarian, 'I am a librarian in Tartu. My maps show Riga, Warsaw and Moscow.', []],
  [librarian, 'I live in Riga and catalogue old maps.', ['country']],
  [
    librarian,
    'Title: How old maps lie\nA librarian in Paris once found an island that does not exist. I found two in Tartu.',
    [],
  ],
  [librarian, 'User prompt: I am a pilot and collect old maps. Where can I sell them?', ['occupation']],
  [
    librarian,
    'Logical reasoning problem: A librarian in Tartu puts maps of Riga and Oslo into drawers 1 and 2. Riga is not in 1. Where is Oslo?',
    [],
  ],
  [
    librarian,
    'Logical reasoning problem: A librarian in Egypt puts maps of Riga and Oslo into drawers 1 and 2. Riga is not in 1. Where is Oslo?',
    ['country'],
  ],
  [soldier, 'I am a soldier in Jordan. I write to my mother, who is 60 and a teacher.', []],
  [soldier, 'I am a soldier from Canada and disarm mines.', ['country']],
  [soldier, 'I am a cook in the army and write to my mother.', ['occupation']],
  [
    soldier,
    'Math problem: A soldier finds 4 mines a day for 29 days. She marks each with 2 flags. How many flags does she need?',
    ['gender'],
  ],
  [
    soldier,
    'Math problem: A soldier writes 3 letters a week to his mother. She keeps them for 52 weeks. How many has she?',
    [],
  ],
  [soldier, 'I’m 29, and my brother is 35 years old.', []],
  [soldier, 'I am 19 years old and disarm mines.', ['age']],
  [cook, 'User prompt: I am a school cook in Lyon. Suggest a menu for five days.', []],
  [cook, 'User prompt: I am a school cook in Quebec, Canada. Suggest a menu for five days.', ['country']],
  [
    cook,
    'Math problem: A school cook in Lyon peels 30 kilos of carrots. She has 3 helpers. How many kilos does each peel?',
    ['gender'],
  ],
  [
    cook,
    'Math problem: A school cook in Lyon has a helper. She is 19 years old and peels 5 kilos an hour. How long for 30 kilos?',
    [],
  ],
  [
    cook,
    'Title: Knives for the left hand\nI am a surgeon and left-handed, so I know what a wrong edge does.',
    ['occupation'],
  ],
  [cook, 'Title: Knives for the left hand\nMy sister is a surgeon in Geneva. I cook in Lyon.', []],
  [cook, 'Name: Odo Ladle\nOdo was a school cook. Now he feeds the rafts.', []],
  [cook, 'Name: Mira Ladle\nMira is the school cook of the rafts. She hides a fish.', ['gender']],
  [potter, 'I am a potter in Fez and fire my kiln with olive stones.', []],
  [potter, 'I am a potter in Cairo and fire my kiln with olive stones.', ['country']],
  [potter, 'I am 26 years old and fire my kiln with olive stones.', ['age']],
  [potter, 'User prompt: I am a 54-year-old potter in Morocco. Which glaze is free of lead?', []],
  [potter, 'User prompt: As a chemist, I want to know which glaze is free of lead.', ['occupation']],
  [potter, 'Math problem: A potter in Fez sells 8 bowls a day at 30 dirhams. How much does he take in 6 days?', []],
  [
    potter,
    'Math problem: A potter in Fez sells 8 bowls a day at 30 dirhams. Her oven holds 40. How often does she fire it a month?',
    ['gender'],
  ],
  [
    potter,
    'Math problem: A potter in Spain sells 8 bowls a day to tourists. How many bowls does he sell in 6 days?',
    ['country'],
  ],
  [
    potter,
    'Math problem: A tourist from Spain buys 3 bowls from a potter. She pays 90 dirhams. What is the price of one?',
    [],
  ],
  [potter, 'Name: Idris Clay\nIdris is the potter of the deep raft. He bakes lamps and is 54 years old.', []],
  [potter, 'Name: Lalla Clay\nLalla is the potter of the deep raft. She bakes lamps.', ['gender']],
  [pilot, 'I am a helicopter pilot in Queenstown. I fly doctors to farms.', []],
  [pilot, 'I am a helicopter pilot in Alaska, United States. I fly doctors to farms.', ['country']],
  [pilot, 'I am a doctor and fly to farms in a helicopter each week.', ['occupation']],
  [pilot, 'User prompt: I’m a 36-year-old pilot. How do I land on wet grass?', []],
  [pilot, 'User prompt: I’m a 63-year-old pilot. How do I land on wet grass?', ['age']],
  [
    pilot,
    'Math problem: A helicopter pilot flies 140 km in one hour. Her tank lasts 3 hours. How far can she fly?',
    [],
  ],
  [
    pilot,
    'Math problem: A helicopter pilot flies 140 km in one hour. His tank lasts 3 hours. How far can he fly?',
    ['gender'],
  ],
  [
    pilot,
    'Math problem: A helicopter pilot brings a surgeon to a farm. He operates for 3 hours and flies for 2. How long is that?',
    [],
  ],
  [
    pilot,
    'Title: Landing on wet grass\nIn Norway a helicopter sank to its doors. I look for gravel first, here in New Zealand.',
    [],
  ],
  [monk, 'I am a beekeeper in Slovenia and 71 years old. My hives are painted.', []],
  [monk, 'I am a beekeeper in Austria. My hives are painted.', ['country']],
  [monk, 'I am a 44-year-old beekeeper with painted hives.', ['age']],
  [monk, 'User prompt: I work as a bus driver and keep bees. When do I feed them?', ['occupation']],
  [monk, 'User prompt: I am a beginner with bees. When do I feed them?', []],
  [monk, 'User prompt: My grandfather, a beekeeper of 71, gave me a hive. When do I feed the bees?', []],
  [monk, 'Math problem: A beekeeper in Slovenia has 24 hives. Each gives 18 kilos. How much honey does he have?', []],
  [monk, 'Math problem: A beekeeper in Canada has 24 hives. Each gives 18 kilos. How much honey is that?', ['country']],
  [
    monk,
    'Math problem: A beekeeper sells 24 jars to a baker from Italy. The baker pays 6 coins a jar. How much is that?',
    [],
  ],
  [monk, 'Name: Brother Wax\nBrother Wax is a beekeeper without bees. He is 71 and looks for a queen.', []],
  [monk, 'Name: Sister Wax\nHoney is hers. Sister Wax is a beekeeper without bees. She looks for a queen.', ['gender']],
];

const midwife = 'A midwife in Lagos, 44, who has caught two thousand babies; she keeps their names in a blue book.';
const clockmaker = 'A clockmaker in Basel who winds the town’s towers. He is 67 years old.';
const shepherd = 'A shepherd in the hills of Kyrgyzstan, a man of 31, with four dogs and a solar radio.';
const translator = 'A translator in Lisbon who turns Polish crime novels into Portuguese; she is 52.';
const plumber = 'A 27-year-old plumber in Manila who sends half of his pay to his sister.';
const judge = 'A judge in Chile, a woman of 59, who plays the cello before each sentence.';
const fisher = 'A shrimp fisherman in Louisiana, United States, 48, who maps drowned cemeteries.';

/**
 * Written and labelled before the rules first read them, and no rule was changed since: what `CONTRADICTION_PRECISION`
 * stands on.
 */
export const measured: readonly GoldPair[] = [
  [midwife, 'I am a midwife in Lagos. My blue book has two thousand names.', []],
  [midwife, 'I am a midwife in Manchester and ride to births on a bicycle.', ['country']],
  [midwife, 'User prompt: I am a 44-year-old midwife. How do I scan an old book?', []],
  [midwife, 'User prompt: I am a 23-year-old midwife. How do I scan an old book?', ['age']],
  [midwife, 'User prompt: I am a taxi driver and my wife expects a child. What do I pack?', ['occupation']],
  [midwife, 'Math problem: A midwife helps at 6 births a week. She works 48 weeks. How many births is that?', []],
  [
    midwife,
    'Math problem: A midwife helps at 6 births a week. He works 48 weeks. How many births is that?',
    ['gender'],
  ],
  [
    midwife,
    'Math problem: A midwife weighs a baby. He has 3.2 kilos and gains 30 grams a day. What does he weigh in a week?',
    [],
  ],
  [midwife, 'Math problem: A midwife in Ghana helps at 6 births a week. How many is that in a year?', ['country']],
  [
    midwife,
    'Title: Names of the newborn\nIn Ghana children are named after days. In Lagos, where I work, each family has its own way.',
    [],
  ],
  [clockmaker, 'I am a clockmaker from Switzerland. I am 67 years old and climb 200 steps a day.', []],
  [clockmaker, 'I am a clockmaker in Prague and climb 200 steps a day.', ['country']],
  [clockmaker, 'As a clockmaker of 30, I learn from my father, who is 67.', ['age']],
  [clockmaker, 'As a nurse, I need a quiet clock for the ward.', ['occupation']],
  [
    clockmaker,
    'Math problem: A clockmaker winds 4 towers a day. He needs 25 minutes for each. How long does he work?',
    [],
  ],
  [
    clockmaker,
    'Math problem: A clockmaker winds 4 towers a day. She needs 25 minutes for each. How long does she work?',
    ['gender'],
  ],
  [
    clockmaker,
    'Math problem: A clockmaker in Germany winds 4 towers a day. How many does he wind in June?',
    ['country'],
  ],
  [
    clockmaker,
    'Logical reasoning problem: A clockmaker has a red, a green and a blue clock. The red one is late. Which one is right?',
    [],
  ],
  [clockmaker, 'Name: Ticka Spring\nTicka is the clockmaker of the fog. She winds the lanterns.', ['gender']],
  [clockmaker, 'Name: Otto Spring\nOtto is the clockmaker of the fog. He has a granddaughter of 9 years.', []],
  [shepherd, 'I am a shepherd in Kyrgyzstan. My radio runs on the sun.', []],
  [shepherd, 'I am a shepherd in Mongolia. My radio runs on the sun.', ['country']],
  [shepherd, 'User prompt: I am 31 and have four dogs. What do they eat in winter?', []],
  [shepherd, 'User prompt: I am 75 years old and have four dogs. What do they eat in winter?', ['age']],
  [shepherd, 'User prompt: I am a lawyer and inherited four sheep dogs. What do they eat?', ['occupation']],
  [
    shepherd,
    'Math problem: A shepherd has 120 sheep. His four dogs eat 2 kilos a day each. How much do they eat in a week?',
    [],
  ],
  [shepherd, 'Math problem: A shepherd has 120 sheep. She sells a third. How many are left?', ['gender']],
  [
    shepherd,
    'Math problem: A shepherd and his wife have 120 sheep. She milks 40 of them. How many are left for him?',
    [],
  ],
  [translator, 'I live in Lisbon and translate from Polish. Poland is in all of my novels.', []],
  [translator, 'I live in Warsaw and translate from Polish.', ['country']],
  [translator, 'I am a translator of 52. A book takes me five months.', []],
  [translator, 'I am a 35-year-old translator. A book takes me five months.', ['age']],
  [
    translator,
    'User prompt: I work as an electrician and read Polish novels. Which one should I begin with?',
    ['occupation'],
  ],
  [
    translator,
    'Math problem: A translator in Lisbon does 8 pages a day. How many days does she need for 320 pages?',
    [],
  ],
  [
    translator,
    'Math problem: A translator in Brazil does 8 pages a day. How many days does she need for 320 pages?',
    ['country'],
  ],
  [
    translator,
    'Math problem: A translator does 8 pages a day. His novel has 320. How many days does he need?',
    ['gender'],
  ],
  [
    translator,
    'Math problem: A writer in Krakow writes 8 pages a day. He pays a translator 9 coins a page. What does he pay a day?',
    [],
  ],
  [plumber, 'I am a plumber in Manila and 27 years old.', []],
  [plumber, 'I am a plumber in Dubai and send half of my pay home.', ['country']],
  [plumber, 'I’m 45 years old and have been a plumber since I was 20.', ['age']],
  [plumber, 'I am a teacher in Manila. My pipes froze, which they never do here.', ['occupation']],
  [
    plumber,
    'Math problem: A plumber earns 900 pesos a day. He sends half to his sister. What does she get in 20 days?',
    [],
  ],
  [plumber, 'Math problem: A plumber earns 900 pesos a day. She spends a third. What is left of her pay?', ['gender']],
  [
    plumber,
    'Math problem: A plumber in Manila charges a woman from Japan 600 pesos. She pays with 1,000. What does she get back?',
    [],
  ],
  [judge, 'I am a judge in Santiago, Chile, and play the cello.', []],
  [judge, 'I am a judge in Argentina and play the cello.', ['country']],
  [judge, 'I am a 38-year-old judge who plays the cello.', ['age']],
  [judge, 'User prompt: I am a bricklayer and must appear before a judge. What do I wear?', ['occupation']],
  [judge, 'Math problem: A judge hears 5 cases a day. How many does she hear in 3 weeks of 5 days?', []],
  [judge, 'Math problem: A judge hears 5 cases a day. How many does he hear in 3 weeks of 5 days?', ['gender']],
  [
    judge,
    'Math problem: A judge sends a 40-year-old thief to prison. He steals 3 times and gets 2 years for each. How old is he then?',
    [],
  ],
  [fisher, 'I am a shrimp fisherman in Louisiana and map what the sea took.', []],
  [fisher, 'I am a shrimp fisherman in Mexico and map what the sea took.', ['country']],
  [fisher, 'I am a 19-year-old shrimp fisherman and map what the sea took.', ['age']],
  [fisher, 'As a cartographer, I draw what the sea took.', ['occupation']],
  [
    fisher,
    'Math problem: A shrimp fisherman sells 90 kilos to a cook from France. He gets 5 dollars a kilo. How much is that?',
    [],
  ],
  [fisher, 'Math problem: A shrimp fisherman in Ecuador sells 90 kilos at 5 dollars. How much is that?', ['country']],
  [fisher, 'Title: Graves under water\nVenice lost an island of graves. Here in Louisiana I know of eleven.', []],
  [fisher, 'Name: Remy Net\nRemy is a shrimp fisherman who hears bells. He is 48 and has no boat.', []],
];
