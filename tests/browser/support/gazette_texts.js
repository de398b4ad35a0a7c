// What the invented Ferrymouth Gazette printed, in the languages of its readers. All of it is made up.

const bridge = {
  section: 'Town',
  author: 'Nora Quill',
};

/** Articles of the paper: `{path, title, text, published?, section?, author?, language?}`; a blank line ends a paragraph. */
export const articles = [
  {
    ...bridge,
    path: '/town/bridge-closed',
    published: '2014-03-03T08:00:00+00:00',
    title: 'Harrow Bridge closed after crack is found in its main girder',
    text: `The Harrow Bridge in Ferrymouth was closed to all traffic on Monday morning after an inspector found a crack as long as a hand in the main girder above the second pier.

Ines Halloran, the county engineer, said that the crack in the girder of the Harrow Bridge had not been there in October, and that nobody would cross until its cause was known.

Some 9,000 people use the Harrow Bridge each day. Ferrymouth council asked the owners of the old chain ferry whether it could be put into service again, and was told that the chain had been sold.

Lorries for the port of Ferrymouth are sent round by Overy, a detour of 31 miles. Hauliers said that the closure of the bridge would cost them 40,000 pounds a week.`,
  },
  {
    ...bridge,
    path: '/town/bridge-ferry',
    published: '2014-03-04T09:30:00+00:00',
    title: 'Ferry to replace Harrow Bridge while cracked girder is examined',
    text: `A passenger ferry will cross the river at Ferrymouth from Thursday while engineers examine the cracked girder of the Harrow Bridge, the council decided in a special sitting.

The boat, hired from the port of Overy, takes 60 people and no cars. It will go every quarter of an hour from six in the morning, and the council pays the fares until the bridge is open.

Ines Halloran, the county engineer, told the sitting that the crack in the main girder of the Harrow Bridge had grown by two finger breadths since it was found on Monday.

Hauliers in Ferrymouth called the ferry no help to them. Their lorries still drive 31 miles round by Overy to reach a port that they can see from their yards.`,
  },
  {
    ...bridge,
    path: '/town/bridge-cause',
    published: '2014-03-06T07:45:00+00:00',
    title: 'Barge struck Harrow Bridge in January, harbour log shows',
    text: `The crack that closed the Harrow Bridge in Ferrymouth was caused by a barge that struck the second pier in fog on 11 January, the county engineer, Ines Halloran, said on Thursday.

The harbour log has the blow in one line, she said, between a lost oar and a complaint about gulls. The barge went on up the river, and nobody looked at the girder of the bridge.

A new piece of girder must be rolled in steel works at Carrow, which takes five weeks. Until then the ferry, which made its first crossing on Thursday with 58 passengers and a dog, is the only way over at Ferrymouth.

The owners of the barge said they regretted the crack and had thought it was ice. Hauliers asked the council who would pay for the detour by Overy.`,
  },
  {
    ...bridge,
    path: '/town/bridge-open',
    published: '2014-03-09T10:00:00+00:00',
    title: 'Harrow Bridge opens to walkers, lorries must wait for girder',
    text: `Walkers and cyclists may cross the Harrow Bridge in Ferrymouth again from Sunday, six days after a crack in its main girder closed it, but cars and lorries must wait for the new steel.

Timber props now carry the load beside the second pier. Ines Halloran, the county engineer, walked over the bridge first, in both directions, and said that it had felt like a bridge.

The ferry goes on until the girder from Carrow has been put in, since many passengers in Ferrymouth had asked for it to stay. It carried 2,300 people in its first three days.

Lorries for the port of Ferrymouth still go round by Overy. The insurers of the barge that struck the bridge in January have offered the hauliers a first payment.`,
  },
  {
    path: '/culture/organ',
    published: '2014-03-05T12:00:00+00:00',
    section: 'Culture',
    author: 'Bertram Loom',
    title: 'Chapel organ plays for the first time since the flood',
    picture: { src: '/img/organ.png', alt: 'The pipes of the organ', caption: 'The organ before its first concert. Photo: Gazette' },
    missing: { src: '/img/lost-choir.jpg', alt: 'The choir', caption: 'The choir waited in its coats, since the boiler is still in the workshop.' },
    text: `The organ of the seamen’s chapel sounded on Wednesday for the first time since the flood of 1987, when the river stood as high as its pedals for a week and the pipes filled with silt.

Eleven volunteers took 1,140 pipes apart, washed them in a school’s swimming bath and put them back in an order that, they admit, they had to work out from the dirt on the wall.

> We found two herrings and a hymn book, said the organ builder, Amy Vance, and we have kept the hymn book.

The first concert was a success although one pipe could not be stopped. The composer of the last piece, who was present, said that he would now write it into the score.`,
  },
  {
    path: '/culture/long-words',
    published: '2014-03-07T12:00:00+00:00',
    section: 'Culture',
    author: 'Bertram Loom',
    title: `Library buys the longest word: ${'Donaudampfschifffahrts'.repeat(9)}kapitän`,
    text: `The town library has bought a dictionary of long words and opened it at the longest, which the cataloguing system has since declined to print on a card of the usual size.

The word reads ${'hottentottenstottertrottel'.repeat(12)} and has no known use. Its address in the catalogue is https://library.example/${'catalogue-of-very-long-words/'.repeat(14)}entry.

Readers are asked not to borrow the word over the weekend. The librarian said that it had taken a colleague the whole of Friday to say it to the insurers on the telephone.

A shorter dictionary is to be bought next year, if the council agrees, and will then be kept inside the first one.`,
  },
  {
    path: '/town/allotments',
    section: 'Town',
    title: 'Allotment holders find a cellar under the leeks',
    text: `Allotment holders behind the gasworks have found a brick cellar under a bed of leeks, with a staircase, two lamps and a table that was laid for four people.

Nobody knows who was expected. The plates are of a pattern that the pottery at Carrow gave up when its owner went to sea, and the forks are on the wrong side.

The leeks have been moved, and the holders now meet in the cellar when it rains. They have set a fifth place at the table, to be on the safe side.

A historian from the county asked that nothing be touched. He was shown the place where he might sit, and sat there until the evening.`,
  },
  {
    path: '/leute/haeuser',
    language: 'de',
    published: '2014-03-02T11:00:00+01:00',
    section: 'Leute',
    author: 'Friederike Amsel',
    title: 'Am Hafen werden die alten Häuser endlich saniert',
    text: `Die sieben Häuser an der Nordseite des Hafens werden vom Sommer an saniert. Das beschloss der Stadtrat am Sonntag nach einer Sitzung, die länger dauerte als der Bau des ersten der Häuser.

Die Dächer sind undicht, und in zweien der Keller stehen bei Flut die Kartoffeln unter Wasser. Die Mieter dürfen während der Arbeiten in den leeren Bahnhöfen der Kleinbahn wohnen.

Der Denkmalpfleger freut sich über die alten Türen, von denen keine in ihren Rahmen passt. Sie seien, so sagte er, vermutlich bei einem früheren Umzug vertauscht worden.

Die Kosten trägt zur Hälfte das Land. Die andere Hälfte soll eine Lotterie aufbringen, deren Hauptgewinn eine Wohnung im vierten Haus ist, mit Blick auf das fünfte.`,
  },
  {
    path: '/gorod/paromy',
    language: 'ru',
    published: '2014-03-01T10:00:00+03:00',
    section: 'Город',
    author: 'Ольга Чернова',
    title: 'Новые паромы не помещаются у старого причала',
    text: `Два новых парома, которые город купил прошлой осенью, оказались длиннее причала. Об этом сообщила в субботу комиссия, которая впервые пришла к реке с рулеткой и измерила обе стороны.

Капитаны предлагают причаливать по очереди, сначала носом, а потом кормой. Пассажиры, которые уже пробовали этот способ, просят предупреждать о нём до того, как они сядут за стол.

Удлинить причал можно только весной, когда сойдёт лёд. До этого времени старый паром будет ходить как прежде, с одним мотором и двумя собаками, которые сопровождают его по берегу.

Деньги на строительство обещала область. Инженеры подсчитали, что дешевле было бы передвинуть реку, но это решение городские власти отложили до следующего года.`,
  },
  {
    path: '/zh/library',
    language: 'zh-Hant',
    published: '2014-02-28T09:00:00+08:00',
    section: '文化',
    title: '舊燈塔改建為海邊圖書館，讀者可以借燈回家',
    text: `停用二十年的舊燈塔上週改建為海邊圖書館，市民可以沿著一百二十級樓梯邊走邊看書。館長說，書架按照潮水的高度排列，越往上的書越少有人讀完。

圖書館收藏了四千本與海洋有關的書籍，其中包括歷任守塔人留下的日記。日記裡大部分的內容是天氣，只有一頁寫到一隻每天來吃麵包的海鷗。

讀者除了借書以外，還可以借一盞舊油燈回家閱讀，期限為兩個星期。逾期不還的人，必須在晚上代替燈塔站在岸邊，直到最後一艘漁船回港為止。

當地漁民對這項計畫表示歡迎。他們說燈塔雖然不再發光，但是窗戶裡的讀書燈排成一排，從遠處看起來和從前一樣明亮。`,
  },
  {
    path: '/zh/bridge',
    language: 'zh-Hans',
    published: '2014-02-27T09:00:00+08:00',
    section: '城市',
    title: '老码头的钟楼慢了十七年，居民投票决定不修',
    text: `老码头的钟楼十七年来一直慢二十分钟，上周市政府终于派人检查，发现齿轮里住着一窝燕子。工程师认为只要清理鸟巢就可以恢复准确，但是居民们不同意。

居民代表在会议上说，全城的渡船、学校和面包店都已经按照这座钟安排时间，如果忽然改正，所有人都会迟到。投票结果是三百一十二票反对修理，九票赞成。

渡船公司表示尊重投票结果，并且已经把新的时刻表印成两种：一种给本地人，一种给外地人。外地人的船票因此便宜了一些，因为他们总要多等二十分钟。

燕子预计在秋天离开。到那时居民会再开一次会，讨论是否应该把钟再拨慢一点，好让大家有时间吃完早饭。`,
  },
  {
    path: '/ja/hashi',
    language: 'ja',
    published: '2014-02-26T09:00:00+09:00',
    section: '暮らし',
    title: '港の時計台に猫の駅長、観光客が三倍に',
    text: `港の古い時計台で暮らしていた三毛猫が、先週から小さな駅の駅長を務めている。市によると、猫が改札口に座るようになってから、駅で降りる観光客は三倍に増えたという。

駅長の仕事は朝八時に始まり、魚市場が閉まる十一時に終わる。帽子は地元の仕立屋が三回作り直したが、駅長は今も箱の中で眠るほうを好んでいる。

鉄道会社は来月から駅長の絵が入った切符を売り出す予定だ。売り上げの一部は時計台の修理に使われ、残りは魚の代金に充てられる。

近所の人々は「時計は遅れても、駅長は遅れない」と話している。ただし雨の日は休みで、電車もなぜか少し遅れるらしい。`,
  },
  {
    path: '/ko/sijang',
    language: 'ko',
    published: '2014-02-25T09:00:00+09:00',
    section: '사회',
    title: '바닷가 시장에서 잃어버린 우산 사백 개가 주인을 찾는다',
    text: `바닷가 시장 상인회는 지난 십 년 동안 손님들이 두고 간 우산 사백 개를 이번 주말에 전시한다고 밝혔다. 우산은 색깔과 부러진 정도에 따라 나누어 걸렸다.

상인회장은 주인을 찾는 사람이 하루에 서너 명밖에 되지 않지만, 대부분 자기 우산이 아닌 더 좋은 우산을 기억한다고 말했다. 그래서 주인은 손잡이의 모양을 먼저 그려야 한다.

남은 우산은 시장 지붕을 고치는 데 쓰일 예정이다. 건축가는 우산 삼백 개면 비가 새는 생선 골목을 모두 덮을 수 있다고 계산했다.

전시는 일요일까지 계속되며 비가 오면 하루 늘어난다. 기상청은 주말 내내 맑을 것이라고 예보했지만 상인들은 믿지 않는 눈치다.`,
  },
  {
    path: '/ar/minaa',
    language: 'ar',
    published: '2014-02-24T09:00:00+02:00',
    section: 'المدينة',
    author: 'سلمى الحداد',
    title: 'مكتبة عائمة تصل إلى الميناء القديم وعلى متنها ألفا كتاب',
    list: ['كتب للأطفال عن البحر', 'خرائط قديمة للساحل', 'دفاتر الصيادين'],
    text: `وصلت إلى الميناء القديم يوم الاثنين مكتبة عائمة تحمل على متنها ألفي كتاب، بعد رحلة استمرت ثلاثة أسابيع بين القرى التي لا توجد فيها مدارس ولا مكتبات.

وقالت أمينة المكتبة إن القراء في القرى الصغيرة كانوا ينتظرون السفينة منذ الفجر، وإن بعضهم أعاد كتبا استعارها جده قبل أربعين عاما، ومعها اعتذار مكتوب بخط جميل.

> الكتاب الذي يسافر في البحر لا يخاف من المطر، قال القبطان وهو يضحك.

وستبقى السفينة في الميناء حتى نهاية الشهر، ثم تبحر نحو الشمال. وطلب مجلس المدينة أن تترك وراءها رفا واحدا على الأقل، فوعدت أمينة المكتبة بأن تترك رفين.`,
  },
  {
    path: '/he/migdalor',
    language: 'he',
    published: '2014-02-23T09:00:00+02:00',
    section: 'העיר',
    title: 'המגדלור הישן נפתח למבקרים, אבל רק כשיש ערפל',
    text: `המגדלור הישן בקצה הנמל נפתח ביום ראשון למבקרים לאחר שיפוץ שנמשך שש שנים, אבל אפשר לעלות אליו רק בימים של ערפל, כי בימים בהירים הוא משמש את תחנת המטאורולוגיה.

השומרת של המגדלור סיפרה שהמבקרים הראשונים לא ראו דבר מן המרפסת, והיו מרוצים מאוד. אחד מהם ביקש לחזור בערפל סמיך יותר, ונרשם לחודש ינואר.

העירייה מקווה שהמקום ימשוך תיירים גם בחורף. דייגי הנמל אומרים שהאור הישן היה טוב יותר, אבל שהקפה החדש במרתף המגדלור מפצה על כך.

הכניסה חופשית לילדים ולמי שמביא פנס משלו. התור, כך מבטיחים המארגנים, לא ייראה ארוך, משום שאיש לא יוכל לראות את סופו.`,
  },
];

/** One dispatch as its agency sent it, and as three papers ran it: whole, cut, and with a paragraph of their own. */
export const dispatch = {
  path: '/world/seabird',
  published: '2014-03-08T14:00:00+00:00',
  title: 'Seabird flies round the world and comes back to the wrong island',
  text: `CARROW (Meridian) - A seabird that was ringed on the island of Saltholm in 2011 has flown round the world in 47 days and landed on an island 300 metres from the one it set out from.

Researchers of the University of Carrow followed the bird, an albatross of nine years, by a transmitter that weighs less than a letter. It crossed three oceans and rested for two hours on a container ship.

The captain of the ship reported a passenger without a ticket. He offered it herring, which it took, and the bridge, which it declined.

Why the bird chose the neighbouring island is not known. A spokeswoman said that it had been dark, and that from the air the two looked much alike.

The journey of 39,000 kilometres is the longest of its kind since records began. The transmitter will be left on the bird until it falls off by itself in the summer.`,
};

/** A paragraph that one of the papers added to the dispatch. */
export const addition = `Readers of this paper saw the albatross pass over the lighthouse on Friday evening. Two of them waved to it, and one believes that it saw him, since it turned its head towards the land and away again.`;

/** An article that was captured twice; the second text says something else. */
export const revised = {
  path: '/town/market-fire',
  published: '2014-03-02T07:00:00+00:00',
  section: 'Town',
  title: 'Fire in the covered market destroys four stalls',
  first: `A fire in the covered market of Ferrymouth destroyed four stalls on Saturday night. Nobody was hurt, and the fire brigade had it out before the bells rang for midnight.

The fire began in a kitchen, a spokesman of the brigade said. The damage is put at 20,000 pounds, most of it in cheese.

The market will open again on Tuesday. Traders whose stalls were spared have offered to share their tables with the four who lost theirs.`,
  second: `A fire in the covered market of Ferrymouth destroyed four stalls on Saturday night. Two people were treated for smoke, and the fire brigade had it out before the bells rang for midnight.

The fire began in a faulty cable, a spokesman of the brigade said. The damage is put at 65,000 pounds, most of it in cheese.

The market will open again on Tuesday. Traders whose stalls were spared have offered to share their tables with the four who lost theirs.`,
};

/** The source's own standing pages. */
export const standing = [
  {
    path: '/about-us',
    title: 'About Us',
    text: `The Ferrymouth Gazette has been printed above the fish market since 1871. It belongs to its readers, of whom there are about four thousand, and to a cat that came with the building.

The newsroom is open on weekdays. Readers who climb the stairs are given tea and may look at the bound volumes, as long as they do not read the crossword solutions aloud.

The Gazette takes no money from parties, councils or the cat. Its accounts are printed each January on the page after the tide tables.`,
  },
  {
    path: '/terms-of-use',
    title: 'Terms of Use',
    text: `The articles of the Ferrymouth Gazette may be read, quoted and pinned to walls. Whoever prints one whole must name the paper, the author and the day on which it first appeared.

Letters to the editor become public when they are printed. The editor may shorten them, and will say where that was done, but may not improve them.

These terms are governed by the law of the county and by good manners. Disputes are heard above the fish market on the first Thursday of each month.`,
  },
];
