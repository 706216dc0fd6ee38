//! Customers who write Hebrew, from right to left.

use super::{Persona, Story};

pub(super) static NOA: Persona = Persona {
    name: "נועה ברק",
    nudge: "שלום, יש מישהו?",
    stories: &[
        Story {
            subject: Some("החזר כספי"),
            category: "payment",
            opening: &["שלום, החזרתי את השטיח לפני שבוע. מתי אקבל את הכסף? הזמנה 48333"],
            turns: &[
                (
                    "שלום נועה, השטיח הגיע אלינו אתמול. ההחזר יוצא היום לכרטיס שלך.",
                    "תודה! זה כולל את המשלוח?",
                ),
                ("כן, כולל המשלוח. בסך הכול 420 ₪.", "מעולה, תודה רבה על העזרה 🙂"),
            ],
            farewell: "בשמחה, יום נעים!",
            afterthought: ("אפשר לקבל אישור במייל?", "נשלח עכשיו לכתובת שבחשבון."),
            note: Some("Rug received yesterday, refund 420 ₪ including shipping."),
        },
        Story {
            subject: None,
            category: "shipping",
            opening: &["האם אפשר לאסוף את ההזמנה מהחנות במקום משלוח?"],
            turns: &[(
                "כן, היא תחכה לך בדלפק מחר אחרי 12:00. צריך רק את מספר ההזמנה.",
                "נהדר, נתראה מחר. תודה!",
            )],
            farewell: "נתראה!",
            afterthought: ("עד איזו שעה אתם פתוחים?", "עד 20:00."),
            note: None,
        },
    ],
};
