//! Customers who write Japanese.

use super::{Persona, Story};

pub(super) static MISAKI: Persona = Persona {
    name: "佐藤 美咲",
    nudge: "すみません、どなたかいらっしゃいますか。",
    stories: &[
        Story {
            subject: Some("配送日の変更"),
            category: "shipping",
            opening: &["注文48399の配送日を土曜日に変更できますか。"],
            turns: &[
                (
                    "佐藤様、ご連絡ありがとうございます。土曜日の午前と午後、どちらがよろしいでしょうか。",
                    "午前中でお願いします。",
                ),
                (
                    "承知しました。土曜日の9時から12時に変更いたしました。",
                    "助かりました。ありがとうございます！",
                ),
            ],
            farewell: "こちらこそありがとうございます。お届けまでお待ちください。",
            afterthought: ("置き配にすることもできますか。", "はい、玄関前への置き配に変更いたしました。"),
            note: Some("Moved to Saturday 9–12, may be left at the door."),
        },
        Story {
            subject: Some("領収書について"),
            category: "payment",
            opening: &["領収書の宛名を会社名にしたいのですが、どうすればよいですか。"],
            turns: &[(
                "マイページの「注文履歴」で宛名を変更してから、ダウンロードできます。",
                "できました。ありがとうございました。",
            )],
            farewell: "よかったです。またのご利用をお待ちしております。",
            afterthought: ("過去の領収書も変更できますか。", "はい、一年前の分まで変更できます。"),
            note: None,
        },
    ],
};
