/** What a word is to the rules: bits, because a word can be several things. */
export const W = {
  determiner: 1 << 0,
  preposition: 1 << 1,
  /** Opens another clause: what follows is no longer the person's noun phrase. */
  clause: 1 << 2,
  verb: 1 << 3,
  she: 1 << 4,
  he: 1 << 5,
  woman: 1 << 6,
  man: 1 << 7,
  /** A person without gender or title. */
  person: 1 << 8,
  /** Before a title: not a job that the person has. */
  notYet: 1 << 9,
  no: 1 << 10,
  student: 1 << 11,
  /** Before "in" or "from": the place is a topic, or where somebody was once. */
  topic: 1 << 12,
  lives: 1 << 13,
  works: 1 << 14,
  /** After an adjective of a country or language: what is taught, cooked or watched. */
  subject: 1 << 15,
  /** Stands between a preposition and a place: "in southern Chile". */
  part: 1 << 16,
  /** After a title: somebody or something else than its holder. */
  notHolder: 1 << 17,
  and: 1 << 18,
  turned: 1 << 19,
  nonbinary: 1 << 20,
  child: 1 << 21,
  aged: 1 << 22,
  /** After a gendered word: it genders no person. */
  notGender: 1 << 23,
  /** Behind the person: what follows is a topic, also where it has a place. */
  about: 1 << 24,
  /** Ends in -ing or -ed and is no title. */
  verbForm: 1 << 25,
  ing: 1 << 26,
} as const;

type Bit = Exclude<keyof typeof W, 'verbForm' | 'ing'>;

/** Folded words of each kind. */
export const wordLists: Readonly<Record<Bit, string>> = {
  determiner: 'a an the this that one another some',
  preposition:
    'of in at from near with for outside on around by to about under over through across between behind into among against beyond without like alongside amid despite since until during after before within inside onto toward towards off up versus via upon above below beside based',
  clause: 'who whose whom that which where when while because if but so then although though having whilst as',
  verb: 'is are was were am be being been has have had can will would could should may might must does do did lives works runs owns teaches loves enjoys believes wants manages leads makes keeps helps spends',
  she: 'she her hers herself',
  he: 'he him his himself',
  woman:
    'woman girl lady mother mom mum mama grandmother grandma granny nana widow wife daughter sister aunt niece stepmother bride housewife sportswoman female queen princess nun matriarch schoolgirl actress waitress hostess heiress seamstress headmistress stewardess policewoman businesswoman congresswoman saleswoman firewoman fisherwoman midwoman chairwoman councilwoman craftswoman horsewoman spokeswoman washerwoman dairymaid barmaid housemaid chambermaid shepherdess laundress masseuse godmother mother-in-law englishwoman frenchwoman irishwoman latina filipina duchess empress priestess goddess ballerina gal granddaughter matron alumna countrywoman servicewoman cowgirl postwoman landlady camerawoman',
  man: 'man boy gentleman guy father dad papa grandfather grandpa widower husband son brother uncle nephew stepfather groom househusband sportsman male king prince monk patriarch schoolboy headmaster policeman businessman congressman salesman fireman fisherman chairman councilman craftsman horseman spokesman washerman dairyman barman repairman handyman doorman watchman postman mailman cameraman stuntman draughtsman draftsman foreman nurseryman cowboy herdsman boatman ferryman gunman lineman tradesman frontman englishman frenchman irishman scotsman dutchman godfather father-in-law latino duke emperor fella bloke lad grandson serviceman busboy bellboy lobsterman oysterman trawlerman dustman binman infantryman airman countryman landlord swordsman quarryman',
  person:
    'person individual someone somebody parent adult teenager teen youth youngster kid child resident citizen villager native retiree pensioner senior elder student pupil fan enthusiast lover hobbyist amateur volunteer activist advocate supporter follower member reader gamer collector traveler traveller tourist immigrant migrant refugee expat expatriate homemaker caregiver carer grandparent sibling cousin friend neighbor neighbour spouse partner fiance fiancee graduate alumnus undergraduate freshman sophomore novice beginner expert aficionado buff owner leader patient survivor veteran newcomer commuter participant intern apprentice trainee worker employee helper assistant officer agent representative infant toddler newborn baby preschooler octogenarian nonagenarian centenarian septuagenarian sexagenarian human people persona character figure viewer listener subscriber customer client voter taxpayer believer devotee pilgrim skeptic sceptic explorer adventurer thinker innovator visionary influencer youtuber streamer nomad bystander witness orphan twin dropout schooler grader player victim guest opponent teammate classmate roommate coworker colleague boss mentor mentee celebrity star hero heroine stranger',
  notYet:
    'aspiring wannabe future prospective hopeful budding amateur hobbyist hobby former ex retired onetime erstwhile unemployed jobless pretend imaginary would-be wouldbe student trainee intern volunteer late deceased ousted disgraced fired expelled defrocked semiretired emeritus emerita past armchair pensioned self-proclaimed disbarred',
  no: 'not never no isnt wasnt arent neither nor hardly nonprofessional rather instead without',
  student:
    'student pupil undergraduate freshman sophomore schooler grader schoolboy schoolgirl postgraduate homeschooler kindergartner kindergartener preschooler',
  topic:
    'interested interest fan expert expertise history historian knowledge love passion passionate obsession obsessed born raised educated studied originally specializing specialising specialized specialised specialist scholar focused focusing experience background trip trips travel travels vacation holiday holidays politics elections war wars conflict culture crisis events developments issues policy news research studies literature architecture fascinated fluent roots ancestry origins descended emigrated immigrated moved migrated fled escaped imported exports degree graduated grew dream dreams life relations investing invest trade believes believer succeed succeeding participate participating recipes films movies music games books stories tales refugee refugees immigrant immigrants migrant migrants expat expatriate exile emigre artifacts goods products visiting visit visitors relatives family grandparents parents mother father',
  lives:
    'lives living based resides residing resident located settled home stationed practising practicing inhabitant dwelling dweller operating headquartered native villager citizen works working serving employed',
  works: 'works working serves serving employed worked moonlights moonlighting acting career job labours labors toils',
  subject:
    'teacher tutor professor lecturer instructor literature language languages cuisine cinema film films movie movies music food foods cooking history art culture anime manga drama dramas novels poetry translator interpreter student major studies linguist scholar historian restaurant chef cook baker wine cheese tea coffee football soccer fan enthusiast lover expert aficionado speaker learner grammar department class classes lessons course mythology philosophy politics economy folklore fashion cars car motorcycle bulldog shepherd terrier setter cattle horse market stocks pop rap dance martial garden gardens theater theatre composers history-buff calligraphy medicine lit literatures corpus text texts revolution empire war embassy consulate consul ambassador',
  part: 'the southern northern eastern western central rural downtown suburban upstate coastal greater north south east west inner outer small old remote northeastern northwestern southeastern southwestern northeast northwest southeast southwest mid modern nearby provincial far deep historic postwar interior urban metropolitan sunny bustling mainland',
  notHolder:
    'fan fans student students enthusiast enthusiasts museum school schools union unions training shortage association wife husband son daughter widow shop friend friends colleagues assistant uniform lover buff wannabe supporter community rights advocate activist volunteer trainee intern apprentice candidate hopeful association daughter patient blog website game simulator owner market markets dog costume movie movies film films show',
  and: 'and or cum slash plus',
  turned: 'turned',
  nonbinary: 'nonbinary enby genderqueer genderfluid agender bigender genderfluidity neutrois',
  child: 'toddler preschooler kindergartner kindergartener infant newborn baby',
  aged: 'octogenarian nonagenarian centenarian supercentenarian',
  notGender:
    'tongue nature made figure dominated owned led centered centric rights cave hood board earth superior teresa country land ship power hole kind oriented focused',
  about:
    'studying researching exploring writing analyzing analysing investigating documenting specializing specialising planning dreaming visiting traveling travelling reporting covering following seeking looking considering hoping preparing discussing learning reading watching comparing examining advocating campaigning focusing promoting monitoring translating investing trading importing exporting mapping tracking tracing collecting wanting thinking wondering touring fighting playing reviewing advising lobbying',
};

/** Number words up to nineteen and tens, for ages. */
export const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

/** Words for ten years of a life, by their first year. */
export const decadeWords: Readonly<Record<string, number>> = {
  teens: 10,
  twenties: 20,
  thirties: 30,
  forties: 40,
  fifties: 50,
  sixties: 60,
  seventies: 70,
  eighties: 80,
  nineties: 90,
  '20s': 20,
  '30s': 30,
  '40s': 40,
  '50s': 50,
  '60s': 60,
  '70s': 70,
  '80s': 80,
  '90s': 90,
};
