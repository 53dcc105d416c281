/**
 * Words of one kind: one of them in another's place leaves a sentence right and its meaning roughly what it was. Nouns
 * stand in the singular; their plurals follow. No word is in two groups.
 */
export const nounGroups: readonly (readonly string[])[] = `
January February March April June July August September October November December
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
morning evening night afternoon dawn dusk
summer winter autumn
village town hamlet suburb
street road lane avenue
river stream canal creek
hill slope ridge
shop store kiosk stall
market bazaar fair
café restaurant bistro canteen
kitchen bakery
garden yard orchard
field meadow pasture
house flat apartment cottage
hut shed cabin barn
hospital clinic
office workshop studio
factory plant mill
church temple chapel mosque shrine
wedding funeral festival birthday
bus train tram ferry
car truck van lorry
bicycle scooter motorbike
boat ship canoe
customer client
guest visitor
colleague workmate teammate
dog cat
goat sheep cow
chicken duck goose
horse donkey mule
rose tulip lily
apple pear plum peach
tomato onion carrot cabbage
rice wheat maize barley millet
bread cake pastry
tea coffee
soup stew
book novel magazine
notebook diary journal ledger
letter postcard email
poem song story
film documentary
painting drawing sketch
guitar violin piano accordion flute
football cricket basketball volleyball tennis
chess draughts
hammer screwdriver wrench spanner
knife spoon fork
table desk bench
chair stool
window door
roof wall ceiling
floor carpet
lamp candle torch lantern
radio television
coat jacket sweater
hat cap scarf
shoe boot sandal
bag basket box crate
bottle jar cup
stone brick tile
gold silver copper bronze
wool cotton silk linen
mathematics statistics algebra geometry
knitting sewing weaving embroidery crochet
gardening hiking cycling fishing swimming
photography pottery calligraphy
jazz opera folk
red blue green yellow purple orange
engine motor
bridge tunnel
storm flood drought
rain snow frost
forest wood grove
mountain valley
island coast
lake pond lagoon
marble pencil sticker
cookie sandwich pizza
classroom library
photograph portrait
puzzle riddle
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

/** Words that have no plural of their own. */
export const otherGroups: readonly (readonly string[])[] = `
loves enjoys adores
mends repairs
collects gathers
bakes cooks
paints draws sketches
writes publishes
teaches tutors
grows raises
sells trades
buys orders
walks strolls
dreams hopes
quiet shy reserved
stubborn headstrong obstinate
cheerful jolly merry
patient calm
clever quick-witted
passionate enthusiastic
curious inquisitive
tired weary
famous renowned
large big huge
small little tiny
rich wealthy
strict stern
busy hectic
local regional
weekly monthly daily
northern southern eastern western
often regularly frequently
quickly swiftly rapidly
quietly silently
always constantly
rarely seldom
difficult tricky challenging
beautiful lovely pretty
ancient medieval
modern contemporary
`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));
