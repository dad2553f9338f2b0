package language

import "unicode"

// The words of these languages are found by pairs of characters. Their scripts tell the languages apart.
var (
	Chinese = &Language{
		Tag: "zh", script: unicode.Han,
		common: `什么 时候 怎么 怎么办 怎样 哪里 哪个 多少 为什么 可以 是否 我们 你们 他们 这个 那个 吗 呢 的 了 是 谁 几`,
	}
	Japanese = &Language{
		Tag: "ja", script: unicode.Hiragana,
		common: `いつ どこ だれ なに いくら いくつ どれ どう なぜ ですか ますか でしょうか したら ました します している ください よい いいですか 何時 何日
			誰 何 これ それ あれ この その あの から まで では には とは すか`,
	}
	Korean = &Language{
		Tag: "ko", script: unicode.Hangul,
		common: `언제 어디 어디에 어디서 어떻게 누가 누구 얼마 얼마예요 얼마인가요 무엇 무슨 몇 왜 어느 하나요 하나 나요 까요 인가요 습니까 합니까 니까
			합니다 습니다 해요 되나요 해야 어떤 그리고 이것 그것`,
	}
	Thai = &Language{
		Tag: "th", script: unicode.Thai,
		common: `เมื่อไร เมื่อไหร่ ที่ไหน ไหม อย่างไร ยังไง เท่าไร เท่าไหร่ ใคร อะไร ทำไม กี่ ต้อง ได้ และ หรือ ของ ที่ เป็น`,
	}
)
