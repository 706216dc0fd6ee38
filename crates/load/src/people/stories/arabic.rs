//! Customers who write Arabic, from right to left.

use super::{Persona, Story};

pub(super) static LAYLA: Persona = Persona {
    name: "ليلى حداد",
    nudge: "مرحبا، هل من أحد هنا؟",
    stories: &[
        Story {
            subject: Some("تأخر الطلب"),
            category: "shipping",
            opening: &["مرحبا، طلبي رقم 48301 متأخر منذ أسبوع. أين هو الآن؟"],
            turns: &[
                (
                    "أهلا ليلى، الطلب في الجمارك منذ يومين وسيخرج اليوم. سأتابعه بنفسي.",
                    "شكرا. هل يجب أن أدفع أي رسوم؟",
                ),
                ("لا، الرسوم مدفوعة من طرفنا. يصلك الطلب خلال يومين.", "ممتاز، شكرا جزيلا على المساعدة!"),
            ],
            farewell: "على الرحب والسعة، يومك سعيد.",
            afterthought: (
                "وصل الطلب. هل يمكنني إضافة هدية في الطلب القادم؟",
                "بالطبع، اختاري \"تغليف هدية\" عند الدفع.",
            ),
            note: Some("Held at customs since Monday, duties are on us. Released today."),
        },
        Story {
            subject: Some("المقاسات"),
            category: "other",
            opening: &["ما هو مقاس الفستان الأزرق بالسنتيمتر؟ أنا بين M و L."],
            turns: &[("مقاس M محيطه 96 سم و L محيطه 102 سم، والقماش يتمدد قليلا.", "إذن سآخذ M، شكرا لك!")],
            farewell: "اختيار جميل. والاستبدال مجاني إذا لم يناسب.",
            afterthought: ("هل يتوفر باللون الأخضر؟", "نعم، من الأسبوع القادم."),
            note: None,
        },
    ],
};
