//! Customers who write Polish.

use super::{Persona, Story};

pub(super) static ZUZANNA: Persona = Persona {
    name: "Zuzanna Wiśniewska",
    nudge: "Dzień dobry, czy ktoś może mi pomóc?",
    stories: &[
        Story {
            subject: Some("Zły rozmiar"),
            category: "returns",
            opening: &["Dzień dobry, zamówiłam sweter w rozmiarze S, a przyszedł L."],
            turns: &[
                (
                    "Dzień dobry, bardzo przepraszamy! Wyślemy S jeszcze dziś, a po L przyjedzie kurier.",
                    "Dziękuję. Czy muszę coś drukować?",
                ),
                (
                    "Nie, kurier przywiezie etykietę ze sobą. Proszę tylko zapakować sweter.",
                    "Super, bardzo dziękuję za pomoc!",
                ),
            ],
            farewell: "Cała przyjemność po naszej stronie. Miłego dnia!",
            afterthought: ("Kurier może przyjechać po 16?", "Tak, zmieniłem na 16–19."),
            note: Some("Pomyłka przy pakowaniu, wymiana na nasz koszt."),
        },
        Story {
            subject: None,
            category: "account",
            opening: &["Jak usunąć stary adres z konta?"],
            turns: &[(
                "W zakładce Konto, potem Adresy: przy każdym adresie jest mały kosz.",
                "Znalazłam, dzięki!",
            )],
            farewell: "Świetnie. Gdyby coś, jesteśmy tutaj.",
            afterthought: (
                "A czy stare zamówienia zachowają tamten adres?",
                "Tak, faktury się nie zmieniają.",
            ),
            note: None,
        },
    ],
};
