const pairsOf = (list: string) =>
  list
    .trim()
    .split(/\s*[\n|]\s*/)
    .map((pair) => pair.split('=') as [string, string]);

/** Each stands for the other. */
export const twoWays = pairsOf(`
teacher=instructor | doctor=physician | lawyer=attorney | shopkeeper=storekeeper | author=writer
film=movie | films=movies | lorry=truck | trousers=pants | taxi=cab | petrol=gasoline | pavement=sidewalk
holiday=vacation | holidays=vacations | rubbish=garbage | motorway=highway | railway=railroad | bicycle=bike
bicycles=bikes | photograph=photo | photographs=photos | aeroplane=airplane | refrigerator=fridge
grandmother=grandma | grandfather=grandpa | father=dad | child=kid | children=kids | buyer=purchaser
illness=sickness | cemetery=graveyard | sailor=seaman | journey=trip
error=mistake | errors=mistakes | goal=objective | goals=objectives
skill=ability | skills=abilities | method=technique | methods=techniques | idea=notion | ideas=notions
expert=specialist | experts=specialists | beginner=novice | beginners=novices | shop=store | shops=stores
enthusiast=devotee | enthusiasts=devotees | aficionado=connoisseur | hobby=pastime | hobbies=pastimes
career=vocation | colleague=co-worker | colleagues=co-workers | neighbourhood=district | woodland=forest
begins=starts | repairs=mends | repairing=mending | assists=helps | assisting=helping
enjoys=relishes | enjoying=relishing | loves=adores | loved=adored | loving=adoring | hates=detests | hated=detested
likes=appreciates | gathers=collects | gathered=collected | gathering=collecting | seeks=pursues | seeking=pursuing
shows=displays | chooses=selects | choosing=selecting | owns=possesses | owned=possessed | refuses=declines
explains=clarifies | explaining=clarifying | creating=producing | improves=enhances | improving=enhancing
improve=enhance | builds=constructs | thinks=believes | trying=attempting
forbids=prohibits | remembers=recalls | emphasises=stresses | emphasizes=stresses
quickly=rapidly | careful=cautious | brave=courageous | stubborn=obstinate | shy=timid | angry=furious
tired=weary | afraid=scared | enormous=huge | large=big | simple=easy | important=significant
essential=vital | beautiful=lovely | quiet=silent | modern=contemporary | annual=yearly
passionate=enthusiastic | skilled=proficient | talented=gifted | knowledgeable=well-informed | curious=inquisitive
sceptical=doubtful | often=frequently | usually=normally | rarely=seldom | nearly=almost | maybe=perhaps
currently=now | also=additionally | therefore=consequently | especially=particularly
additional=extra | remaining=leftover | approximately=roughly | calculate=compute
calculates=computes | comprehensive=thorough | complex=complicated | diverse=varied
housewife=homemaker | jobless=unemployed
cheap=inexpensive | expensive=costly | immediately=instantly
harbour=port | harbours=ports | cash=money | trader=merchant
traders=merchants | guests=visitors | dawn=daybreak | dusk=nightfall | midday=noon
`);

/** The right stands for the left, but has other meanings of its own or is more than a word. */
export const oneWay = pairsOf(`
apartment=flat | autumn=fall | biscuit=cookie | gift=present | company=firm | quick=fast | rapid=swift | swift=fast
clever=smart | intelligent=bright | calm=placid | wealthy=rich | strange=odd | tiny=minuscule | small=little
difficult=hard | main=principal | entire=whole | correct=right | incorrect=wrong | ancient=age-old | rural=country
urban=city | former=onetime | dedicated=devoted | experienced=seasoned | renowned=celebrated | innovative=inventive
various=several | ambitious=driven | silently=quietly | salary=wage | salaries=wages | immigrant=newcomer | immigrants=newcomers
begin=start | buys=purchases | bought=purchased | buying=purchasing | assist=help
requires=needs | tries=attempts | allows=permits | obtains=gets | repaired=fixed | creates=produces
unemployed=out of work | dislikes=does not care for | despises=cannot stand
visits=calls on | continues=goes on | investigates=looks into | inspects=examines | donates=gives away | lends=loans
settles=resolves | catalogues=lists | near=close to | beside=next to | among=amid | regarding=about
concerning=about | effective=efficient | crucial=critical | determine=establish
famous=well-known | abroad=overseas | shouts=yells | weeps=cries | drunk=intoxicated | stubbornly=obstinately
sometimes=now and then | although=though | however=nevertheless
labourer=worker | labourers=workers | numerous=many | sufficient=enough | quarrel=argument | quarrels=arguments
suspects=reckons | mends=fixes | rents=hires | whole=entire
blames=faults | fears=dreads | trusts=relies on
`);
