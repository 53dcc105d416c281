/** Scripts of one Unicode range each, as [first, last, ISO 15924 code], in order of code points. */
const ranges: readonly (readonly [from: number, to: number, script: string])[] = [
  [0x41, 0x24f, 'Latn'],
  [0x370, 0x3ff, 'Grek'],
  [0x400, 0x52f, 'Cyrl'],
  [0x531, 0x58f, 'Armn'],
  [0x5d0, 0x5f4, 'Hebr'],
  [0x620, 0x6ff, 'Arab'],
  [0x710, 0x74f, 'Syrc'],
  [0x750, 0x77f, 'Arab'],
  [0x780, 0x7bf, 'Thaa'],
  [0x7c0, 0x7ff, 'Nkoo'],
  [0x8a0, 0x8ff, 'Arab'],
  [0x900, 0x97f, 'Deva'],
  [0x980, 0x9ff, 'Beng'],
  [0xa00, 0xa7f, 'Guru'],
  [0xa80, 0xaff, 'Gujr'],
  [0xb00, 0xb7f, 'Orya'],
  [0xb80, 0xbff, 'Taml'],
  [0xc00, 0xc7f, 'Telu'],
  [0xc80, 0xcff, 'Knda'],
  [0xd00, 0xd7f, 'Mlym'],
  [0xd80, 0xdff, 'Sinh'],
  [0xe01, 0xe7f, 'Thai'],
  [0xe80, 0xeff, 'Laoo'],
  [0xf00, 0xfff, 'Tibt'],
  [0x1000, 0x109f, 'Mymr'],
  [0x10a0, 0x10ff, 'Geor'],
  [0x1100, 0x11ff, 'Kore'],
  [0x1200, 0x139f, 'Ethi'],
  [0x13a0, 0x13ff, 'Cher'],
  [0x1400, 0x167f, 'Cans'],
  [0x1780, 0x17ff, 'Khmr'],
  [0x1800, 0x18af, 'Mong'],
  [0x1e00, 0x1eff, 'Latn'],
  [0x1f00, 0x1fff, 'Grek'],
  [0x2d30, 0x2d7f, 'Tfng'],
  [0x3041, 0x30ff, 'Kana'],
  [0x3400, 0x4dbf, 'Hani'],
  [0x4e00, 0x9fff, 'Hani'],
  [0xac00, 0xd7a3, 'Kore'],
];

/** Characters that only simplified, and only traditional, Chinese uses; common ones, so that a sentence holds some. */
const simplified = new Set(
  '们这个来时说为国会学对发经过动进还问题业东车两长开关见门间马鱼鸟语话读书写听觉师医护农产电脑网络设计员机术岁龄务专严丰临义乐习乡买乱争于亚产亲亿仅从仓仪价众优传伤伦伪体余侠俩俭债倾偿储儿党兰兴养兽内冈册军冲决况冻净凉减凤击创别刘则刚动劳势华协单卖卫厂厅历厉压厌县参双变叶号叹吗启员响哑团园围图圆圣场坏块坚坛垦堕墙声处备复够头夹夺奋奖妇妈妆姗孙宁宝实宠审宪宫宽宾导寻将尔尘尝尽层届属岁岛峡币帅带帮广庆库应庙废张弹强归当录忆忧怀态怜总恋恳恶悬惊惧惯愤戏战户扑执扩扫扬护报担拥择挂挡挣挥损换据携摄摆摇敌数斗断无旧时旷显晒晓暂权条极构枪枣柜查标栋树样桥检楼欢欧残毕毙气汇汉汤沟没沪泪泽洁洒浅济浏浓涛涡润涨渐渔湾湿满灭灯灵灾炉点炼烂烛烟烦烧热爱爷牵犹独狮狱猎猪献环现玛电画畅疗疯疲皱盏盐监盖盘着矿码砖础硕确碍礼祸离秃种积称稳穷窃竞笔笼筑签简篮类粮紧纠红约级纪纯纱纲纳纵纷纸纹纺线练组细织终绍经绑结给绝统绢继绩绪续维绿缓编缘缩网罗罚罢职联聪肃肠肤肾肿胁胜脉脏脑脚脱脸腾舰舱艺节芦苏苹范茧荐荡荣药莱获营萧蓝蔷虑虽蚀蚁蚂蛮补衬袄袭装览觉规视观角触誉计订认讨让训议讯记讲许论设访证评识诉词译试诗诚话询该详语误说请诸读课谁调谈谊谋谢谱贝负贡财责贤败货质贩贪贫购贯贵贷费贺资赏赔赖赛赞赢赵赶趋跃践踪轨转轮软轰轻载较辅辆辉辈输边达迁过运还进远违连迟适选递遗邓邮邻郑酱释里针钉钟钢钱铁铃铅铜铝银锁锅错键锻镇镜长门闪闭问闲间闷闹闻阀阁阅阔队阳阴阵阶际陆陈险随隐难雾静顶项顺须顾顿预领频题颜额风飞饥饭饮饰饱饼馆马驰驱驶驻驾验骂骑骗骨鲁鲜鸡鸣鸭鸿鹅鹰麦黄齐齿龙龟',
);
const traditional = new Set(
  '們這個來時說為國會學對發經過動進還問題業東車兩長開關見門間馬魚鳥語話讀書寫聽覺師醫護農產電腦網絡設計員機術歲齡務專嚴豐臨義樂習鄉買亂爭於亞產親億僅從倉儀價眾優傳傷倫偽體餘俠倆儉債傾償儲兒黨蘭興養獸內岡冊軍衝決況凍淨涼減鳳擊創別劉則剛勞勢華協單賣衛廠廳歷厲壓厭縣參雙變葉號嘆嗎啟響啞團園圍圖圓聖場壞塊堅壇墾墮牆聲處備複復夠頭夾奪奮獎婦媽妝孫寧寶實寵審憲宮寬賓導尋將爾塵嘗盡層屆屬島峽幣帥帶幫廣慶庫應廟廢張彈強歸當錄憶憂懷態憐總戀懇惡懸驚懼慣憤戲戰戶撲執擴掃揚報擔擁擇掛擋掙揮損換據攜攝擺搖敵數鬥斷無舊曠顯曬曉暫權條極構槍棗櫃標棟樹樣橋檢樓歡歐殘畢斃氣匯漢湯溝滬淚澤潔灑淺濟瀏濃濤渦潤漲漸漁灣濕滿滅燈靈災爐點煉爛燭煙煩燒熱愛爺牽猶獨獅獄獵豬獻環現瑪畫暢療瘋皺盞鹽監蓋盤著礦碼磚礎碩確礙禮禍離種積稱穩窮竊競筆籠築簽簡籃類糧緊糾紅約級紀純紗綱納縱紛紙紋紡線練組細織終紹綁結給絕統絹繼績緒續維綠緩編緣縮羅罰罷職聯聰肅腸膚腎腫脅勝脈臟腳脫臉騰艦艙藝節蘆蘇蘋範繭薦蕩榮藥萊獲營蕭藍薔慮雖蝕蟻螞蠻補襯襖襲裝覽規視觀觸譽訂認討讓訓議訊記講許論訪證評識訴詞譯試詩誠詢該詳誤請諸課誰調談誼謀謝譜貝負貢財責賢敗貨質販貪貧購貫貴貸費賀資賞賠賴賽贊贏趙趕趨躍踐蹤軌轉輪軟轟輕載較輔輛輝輩輸邊達遷運遠違連遲適選遞遺鄧郵鄰鄭醬釋針釘鐘鋼錢鐵鈴鉛銅鋁銀鎖鍋錯鍵鍛鎮鏡閃閉閒悶鬧聞閥閣閱闊隊陽陰陣階際陸陳險隨隱難霧靜頂項順須顧頓預領頻顏額風飛飢飯飲飾飽餅館馳驅駛駐駕驗罵騎騙魯鮮雞鳴鴨鴻鵝鷹麥黃齊齒龍龜',
);
for (const both of [...simplified].filter((letter) => traditional.has(letter))) {
  simplified.delete(both);
  traditional.delete(both);
}

const beyondLatin = /[\u0250-\u1dff\u1f00-\u1fff\u2c00-\uffff]/;
const anyLatin = /[A-Za-z\u00c0-\u024f\u1e00-\u1eff]/;

/** The share of kana from which Han characters are Japanese: a Japanese sentence is a good half kana. */
const LEAST_KANA = 0.1;
/** Letters above U+FFFF that matter are Han extensions. */
const HIGH_HAN = 0x20000;

/**
 * ISO 15924 code of the script that most letters belong to; null for a text without letters. Han characters are Jpan
 * beside kana, Kore beside Hangul, else Hans or Hant by characters that only one of them uses, Hani where none is there.
 */
export function scriptOf(text: string): string | null {
  // Most texts hold nothing but Latin letters and punctuation.
  if (!beyondLatin.test(text)) return anyLatin.test(text) ? 'Latn' : null;
  let latin = 0;
  const counts = new Map<string, number>();
  let forms = 0;
  let last: (typeof ranges)[number] | undefined;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x250) {
      if ((code > 64 && code < 91) || (code > 96 && code < 123) || (code >= 0xc0 && code !== 0xd7 && code !== 0xf7))
        latin += 1;
      continue;
    }
    const whole = code >= 0xd800 && code < 0xdc00 ? (text.codePointAt(i) ?? code) : code;
    if (!last || whole < last[0] || whole > last[1]) last = ranges.find(([from, to]) => whole >= from && whole <= to);
    const script = last?.[2] ?? (whole >= HIGH_HAN ? 'Hani' : null);
    if (script === null) continue;
    counts.set(script, (counts.get(script) ?? 0) + 1);
    if (script === 'Hani') {
      const letter = text.charAt(i);
      if (simplified.has(letter)) forms += 1;
      else if (traditional.has(letter)) forms -= 1;
    }
  }
  if (counts.size === 0) return latin > 0 ? 'Latn' : null;
  const han = counts.get('Hani') ?? 0;
  const kana = counts.get('Kana') ?? 0;
  const hangul = counts.get('Kore') ?? 0;
  // A Han character says about as much as three Latin letters.
  const eastern = han + kana + hangul;
  let [best, most] = ['Latn', latin];
  for (const [script, count] of counts) if (count > most) [best, most] = [script, count];
  if (eastern * 3 < most || (best === 'Latn' && eastern * 3 <= latin)) return best;
  if (hangul > kana && hangul * 3 > han) return 'Kore';
  if (kana > 0 && kana / eastern >= LEAST_KANA) return 'Jpan';
  if (eastern === 0) return best;
  return forms > 0 ? 'Hans' : forms < 0 ? 'Hant' : 'Hani';
}
