//! Customers who write German.

use super::{Persona, Story};

pub(super) static JONAS: Persona = Persona {
    name: "Jonas Weber",
    nudge: "Hallo? Hat das schon jemand gelesen?",
    stories: &[
        Story {
            subject: Some("Rechnung fehlt"),
            category: "payment",
            opening: &["Guten Tag, zu meiner Bestellung 48190 habe ich keine Rechnung bekommen."],
            turns: &[
                (
                    "Guten Tag Herr Weber, ich sehe nach. Die Rechnung ging am 3. an eine Adresse bei web.de, \
                     stimmt die noch?",
                    "Nein, die Adresse gibt es nicht mehr. Können Sie sie noch einmal an die neue schicken?",
                ),
                (
                    "Gern. Sie ist unterwegs an die Adresse in Ihrem Kundenkonto.",
                    "Ist da, vielen Dank für die schnelle Hilfe!",
                ),
            ],
            farewell: "Sehr gern. Einen schönen Tag noch!",
            afterthought: (
                "Steht auf der Rechnung auch die Umsatzsteuer einzeln?",
                "Ja, in der vorletzten Zeile, nach Steuersätzen getrennt.",
            ),
            note: Some("Rechnung an die neue Adresse gesendet, alte Adresse gesperrt."),
        },
        Story {
            subject: Some("Rücksendung"),
            category: "returns",
            opening: &[
                "Die Stiefel sind leider zu klein.",
                "Wie bekomme ich ein Rücksendeetikett, und gibt es sie in 44?",
            ],
            turns: &[
                (
                    "Das Etikett ist gerade in Ihr Postfach gegangen. In 44 sind noch drei Paar da, soll ich eines \
                     zurücklegen?",
                    "Ja bitte! Muss ich dafür neu bestellen?",
                ),
                (
                    "Nein, ich mache einen Tausch daraus: Die 44 gehen los, sobald das Paket gescannt ist.",
                    "Perfekt, danke. Das nenne ich Service.",
                ),
            ],
            farewell: "Danke, das freut uns. Bis bald!",
            afterthought: (
                "Das Paket ist abgegeben. Dauert der Tausch lange?",
                "Nach dem ersten Scan noch zwei Werktage.",
            ),
            note: None,
        },
    ],
};
