package plain_test

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"footnote/index/extract/extracttest"
)

// A phrase is a short text as people write it, with the charsets that it may be in.
type phrase struct {
	language, text string
	encodings      []encoding.Encoding
}

var phrases = []phrase{
	{"French", "Le café est fermé à midi.", west},
	{"French long", "L’été dernier, nous avons dîné près de la forêt ; c’était très agréable, même à Noël.\nVoilà.", []encoding.Encoding{charmap.Windows1252}},
	{"German", "Die Kündigungsfrist beträgt drei Monate zum Quartalsende.", west},
	{"German short", "Grüße aus Köln\n", west},
	{"Spanish", "El año pasado llovió más de lo normal. ¿Por qué?", west},
	{"Portuguese", "A reunião começa às três horas; não há almoço.", west},
	{"Swedish", "Räksmörgås är gott på våren.", west},
	{"Danish", "Blåbærgrød på køkkenbordet.", west},
	{"English quotes", "He said “no” – it’s a dog’s life.", []encoding.Encoding{charmap.Windows1252, charmap.Macintosh}},
	{"Price", "Price: £25, or €30 at the door.", []encoding.Encoding{charmap.Windows1252}},
	{"Polish", "Zażółć gęślą jaźń. Umowa wchodzi w życie z dniem podpisania.", central},
	{"Czech", "Příliš žluťoučký kůň úpěl ďábelské ódy.", central},
	{"Hungarian", "Árvíztűrő tükörfúrógép, köszönöm szépen.", central},
	{"Turkish", "Sözleşme imzalandığı gün yürürlüğe girer, kişi başına ışık.", []encoding.Encoding{charmap.Windows1254, charmap.ISO8859_9}},
	{"Lithuanian", "Sutartis įsigalioja nuo jos pasirašymo dienos, ačiū už žinią.", []encoding.Encoding{charmap.Windows1257}},
	{"Russian", "Договор вступает в силу со дня подписания.", russian},
	{"Russian short", "Привет, мир!", russian},
	{"Russian capitals", "ДОГОВОР АРЕНДЫ № 7\nг. Москва, ул. Ленина, дом 5", []encoding.Encoding{charmap.Windows1251, charmap.CodePage866}},
	{"Ukrainian", "Договір набирає чинності з дня підписання, її умови є чинні.", []encoding.Encoding{charmap.Windows1251, charmap.KOI8U}},
	{"Bulgarian", "Договорът влиза в сила от деня на подписването.", []encoding.Encoding{charmap.Windows1251}},
	{"Greek", "Η σύμβαση ισχύει από την ημέρα της υπογραφής.", []encoding.Encoding{charmap.Windows1253, charmap.ISO8859_7}},
	{"Greek accent", "Άρθρο πρώτο: Η Ελλάδα", []encoding.Encoding{charmap.Windows1253, charmap.ISO8859_7}},
	{"Hebrew", "החוזה נכנס לתוקף ביום החתימה.", []encoding.Encoding{charmap.Windows1255, charmap.ISO8859_8}},
	{"Arabic", "يبدأ العقد من يوم التوقيع عليه.", []encoding.Encoding{charmap.Windows1256, charmap.ISO8859_6}},
	{"Thai", "สัญญามีผลบังคับใช้ตั้งแต่วันที่ลงนาม", []encoding.Encoding{charmap.Windows874}},
	{"Chinese", "合同自签字之日起生效。", []encoding.Encoding{simplifiedchinese.GB18030, simplifiedchinese.GBK}},
	{"Chinese long", "租赁期限为两年，每月租金三千元，押金为两个月的租金。", []encoding.Encoding{simplifiedchinese.GBK}},
	{"Chinese in English", "The word 合同 means contract, and 租金 means rent.", []encoding.Encoding{simplifiedchinese.GBK}},
	{"Traditional Chinese", "本合約自簽字之日起生效，租期為兩年。", []encoding.Encoding{traditionalchinese.Big5}},
	{"Japanese", "契約は署名の日から有効になります。", japan},
	{"Japanese short", "日本語のテキスト", japan},
	{"Japanese long", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。", japan},
	{"Korean", "계약은 서명한 날부터 효력이 있습니다.", []encoding.Encoding{korean.EUCKR}},
	{"English", "The contract takes effect on the day it is signed.", nil},
	{"Emoji", "Dinner at eight 🍕 — don’t be late", nil},
}

var (
	west    = []encoding.Encoding{charmap.Windows1252, charmap.ISO8859_1, charmap.ISO8859_15, charmap.CodePage850, charmap.Macintosh}
	central = []encoding.Encoding{charmap.Windows1250, charmap.ISO8859_2, charmap.CodePage852}
	russian = []encoding.Encoding{charmap.Windows1251, charmap.KOI8R, charmap.ISO8859_5, charmap.CodePage866}
	japan   = []encoding.Encoding{japanese.ShiftJIS, japanese.EUCJP, japanese.ISO2022JP}
	utf     = []encoding.Encoding{
		unicode.UTF8, unicode.UTF8BOM,
		unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
	}
)

func TestCharsets(t *testing.T) {
	for _, p := range phrases {
		for _, enc := range append(p.encodings, utf...) {
			t.Run(p.language+" in "+nameOf(enc), func(t *testing.T) {
				data, err := enc.NewEncoder().Bytes([]byte(p.text))
				if err != nil {
					t.Fatalf("encode: %v", err)
				}
				document := extracttest.MustRead(t, "letter.txt", data)
				if document.Text != p.text {
					t.Errorf("got  %q\nwant %q", document.Text, p.text)
				}
			})
		}
	}
}

func nameOf(enc encoding.Encoding) string {
	if s, ok := enc.(interface{ String() string }); ok {
		return s.String()
	}
	return "encoding"
}
