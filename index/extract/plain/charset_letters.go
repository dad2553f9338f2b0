package plain

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A charset is a candidate for guess, with the languages that are written in it.
type charset struct {
	enc       encoding.Encoding
	languages []string
	rare      bool // so rare that it must be much likelier than others
}

// charsets returns the candidates. Where texts read alike in several, the first wins. A Windows code page stands for the ISO 8859 part that it
// extends.
func charsets() []charset {
	west := []string{french, german, spanish, portuguese, italian, nordic, icelandic, english}
	central := []string{polish, czech, slovak, hungarian, southSlavic, romanian, german}
	chinese := []string{hanSimplified}
	return []charset{
		{charmap.Windows1252, west, false},
		{charmap.Windows1250, central, false},
		{charmap.Windows1251, []string{russian, ukrainian, serbian}, false},
		{charmap.KOI8R, []string{russian}, false},
		{charmap.KOI8U, []string{ukrainian}, false},
		{simplifiedchinese.GB18030, chinese, false},
		{japanese.ShiftJIS, []string{kana + hanJapanese}, false},
		{japanese.EUCJP, []string{kana + hanJapanese}, false},
		{traditionalchinese.Big5, []string{hanTraditional}, false},
		{korean.EUCKR, []string{hangul}, false},
		{charmap.Windows1254, []string{turkish}, false},
		{charmap.Windows1253, []string{greek}, false},
		{charmap.ISO8859_7, []string{greek}, false},
		{charmap.Windows1255, []string{hebrew}, false},
		{charmap.Windows1256, []string{arabic}, false},
		{charmap.ISO8859_6, []string{arabic}, true},
		{charmap.Windows874, []string{thai}, true},
		{charmap.Windows1257, []string{lithuanian, latvian, estonian}, false},
		{charmap.ISO8859_2, central, false},
		{charmap.ISO8859_5, []string{russian, ukrainian, serbian}, true},
		{charmap.ISO8859_15, west, true},
		{charmap.CodePage866, []string{russian}, true},
		{charmap.CodePage850, west, true},
		{charmap.Macintosh, west, true},
		{charmap.CodePage852, central, true},
		{charmap.MacintoshCyrillic, []string{russian, ukrainian, serbian}, true},
	}
}

// The letters beyond ASCII of each language. Small letters stand for capitals too. Letters of non-Latin scripts are sorted by frequency.
const (
	english     = "éèêñçïöü½£"
	french      = "éèàêçâîôûùëïœü"
	german      = "üäößé"
	spanish     = "áéíóñúü¿¡ªº"
	portuguese  = "ãçáéóíâêúàôõªº"
	italian     = "èàùòìéªº"
	nordic      = "åäöæøé"
	icelandic   = "áðéíóúýþæö"
	polish      = "ąćęłńóśźż"
	czech       = "áčďéěíňóřšťúůýž"
	slovak      = "áäčďéíĺľňóôŕšťúýž"
	hungarian   = "áéíóöőúüű"
	southSlavic = "čćđšž"
	romanian    = "ăâîşţ"
	turkish     = "ıüşçğöâîİ"
	lithuanian  = "ąčęėįšųūž"
	latvian     = "āčēģīķļņšūž"
	estonian    = "äõöüšž"
	russian     = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё№"
	ukrainian   = "оанивіртелскумдпзяьбгйчхцїюжщєшфґ'№"
	serbian     = "аоиенрстјкувмдплзбгчхцшњжљћђфџ"
	greek       = "αοιετσνηυρπκμλςάίόέήύώωγδθφχβξζψϊϋΐΰ"
	hebrew      = "יוהלאםרבתמנשדעחכקפסןטגזצךףץ"
	arabic      = "الينمتوربدعهفسقكحجةأشىصخطءضذإغزثئآؤظپچژگکی"
	thai        = "านรอกเง่มยลวดท้สตะัปบคีขหแจพชินใไืโุูถซผธศษภิณฉึฟญฐฎ็์ๆฆฮฝฏฑฒฬ"
	kana        = "のにはをたがでてとしれさいるらかなもうこあそよまりんきくつけどせおえめやみだわちばすろごげじぶびべ" +
		"ぎずぐへほひふねぬむゆぞづっゃゅょーアイウエオカキクケコサシスセソタチツテトナニノハヒフヘホマミムメモヤユヨラリルレロワンッャュョガギグゲゴザジズゼゾダデドバビブベボパピプペポァィェォ"
	hanJapanese = "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先" +
		"名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢"
	hanSimplified  = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运签效租款"
	hanTraditional = "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運灣"
	hangul         = "이다는에의가을를하고은한지도사로기리인서대어자시아나들일그있수해정부라스과장니전주제만보여조상원구와요선화국인관계경성동무적신생비유안오공방학물우연개면중으행세회미실게진없것자까당된던때같저소치분식내외영용말마운음바입체민금업합했습되러역발위재단문두터"
)
