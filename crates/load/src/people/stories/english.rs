//! Customers who write English.

use super::{Persona, Story};

pub(super) static MAYA: Persona = Persona {
    name: "Maya Lindqvist",
    nudge: "Hello? Is anybody there?",
    stories: &[
        Story {
            subject: Some("Where is my order?"),
            category: "shipping",
            opening: &[
                "Hi! I ordered the oak desk lamp ten days ago and it still hasn't arrived.",
                "The order number is 48213.",
            ],
            turns: &[
                (
                    "Hello Maya, thank you for the number. I can see the parcel left our warehouse on Tuesday \
                     and is at the depot in Malmö now.",
                    "Oh, so it is close. Do you know when they will bring it?",
                ),
                (
                    "The carrier says tomorrow between 9 and 13. If nobody is at home they leave it at the kiosk \
                     on the corner.",
                    "Tomorrow works perfectly, thank you so much 🙏",
                ),
            ],
            farewell: "You're welcome, Maya. Enjoy the lamp!",
            afterthought: (
                "Me again: does the lamp come with a bulb, or do I need to buy one?",
                "A warm white E27 bulb is in the box, nothing else to buy.",
            ),
            note: Some("Depot Malmö confirmed by phone, delivery window 9–13."),
        },
        Story {
            subject: None,
            category: "returns",
            opening: &["One of the two mugs in my parcel is broken. What do I do with it?"],
            turns: &[
                (
                    "I'm sorry about that! Could you tell me which of the two it is, the blue or the grey one?",
                    "The grey one. The handle came off.",
                ),
                (
                    "Thank you. A new grey mug goes out today, and you can throw the broken one away.",
                    "That was quick. Thanks!",
                ),
            ],
            farewell: "Gladly. It should be with you by Friday.",
            afterthought: (
                "The new mug is here and in one piece, just wanted to say that.",
                "Lovely to hear, thank you for telling us.",
            ),
            note: None,
        },
    ],
};

pub(super) static PRIYA: Persona = Persona {
    name: "Priya Raghunathan",
    nudge: "Just checking that this went through.",
    stories: &[
        Story {
            subject: Some("Charged twice"),
            category: "payment",
            opening: &["My card was charged twice for order 48377. Could you look into that?"],
            turns: &[
                (
                    "Hello Priya, let me look. I see one payment of 64.00 that was captured and one that is only \
                     reserved.",
                    "So the second one will go away by itself?",
                ),
                (
                    "Yes, your bank releases the reservation within three working days. If it does not, write \
                     here and we will push it.",
                    "Okay, that makes sense. I'll keep an eye on it. Thank you!",
                ),
            ],
            farewell: "Thank you for your patience, Priya.",
            afterthought: (
                "The reservation is gone from my statement now.",
                "Perfect, then all is as it should be.",
            ),
            note: Some("Second authorisation expires on its own; nothing was captured twice."),
        },
        Story {
            subject: Some("Invoice with a VAT number"),
            category: "payment",
            opening: &[
                "Could I have an invoice for 48377 made out to our company, with the VAT number on it?",
            ],
            turns: &[(
                "Of course. Please send me the company's name, address and VAT number, and it will be in your \
                 inbox in a minute.",
                "Just sent it through your form, thanks a lot.",
            )],
            farewell: "Got it, and the new invoice is on its way to you.",
            afterthought: (
                "Could future orders get that invoice automatically?",
                "Yes: tick \"I buy for a company\" in your account, and it stays that way.",
            ),
            note: None,
        },
    ],
};

pub(super) static TOM: Persona = Persona {
    name: "Tom O'Brien",
    nudge: "Anyone? No rush, but the sale ends tonight I think.",
    stories: &[
        Story {
            subject: Some("Which size for the rain jacket"),
            category: "other",
            opening: &[
                "Hey, question about the rain jacket.",
                "I'm 183 cm and normally between M and L. Which one should I take?",
            ],
            turns: &[
                (
                    "Hi Tom! The jacket is cut a little roomy. With a sweater below I would take L, otherwise M.",
                    "I'd wear it over a fleece mostly. L then. And is it really waterproof, or just 'water repellent'?",
                ),
                (
                    "Waterproof: 15,000 mm and taped seams. Our own warehouse team cycles in it all winter.",
                    "Sold 😄 cheers",
                ),
            ],
            farewell: "Enjoy the rain! And if L is too much, the exchange is free.",
            afterthought: ("Does it come in green as well?", "From March on, in a dark moss green."),
            note: None,
        },
        Story {
            subject: None,
            category: "technical",
            opening: &["The voucher code SPRING10 says 'not valid', and I only got it yesterday."],
            turns: &[(
                "That code works from 30.00 on, and the basket I see is at 27.50. Shall I put it on your next \
                 order instead?",
                "Ah, I missed that. Yes please, next order is fine. Ta!",
            )],
            farewell: "Done: it is stored in your account and applies by itself.",
            afterthought: (
                "Can I combine it with the newsletter discount?",
                "One code an order, I'm afraid.",
            ),
            note: Some("Voucher moved to the account, valid until the end of next month."),
        },
    ],
};

pub(super) static NGOZI: Persona = Persona {
    name: "Ngozi Adeyemi",
    nudge: "I'll leave this open in a tab, please write when you can.",
    stories: &[
        Story {
            subject: Some("Change the delivery address"),
            category: "shipping",
            opening: &[
                "I moved last week and forgot to change the address. Order 48452 is going to the old flat!",
            ],
            turns: &[
                (
                    "You are just in time, it has not been packed yet. What is the new address?",
                    "12 Harbour Lane, flat 4, Bristol BS1 6XN.",
                ),
                (
                    "Changed, for this order and in your account. You will get a new confirmation now.",
                    "It just arrived. You saved my week, thank you!",
                ),
            ],
            farewell: "Happy to help. All the best in the new flat!",
            afterthought: (
                "Do I need to change the billing address too?",
                "Only if your bank has the new one already. Otherwise leave it for now.",
            ),
            note: Some("Address changed before picking. Old address removed from the account."),
        },
        Story {
            subject: Some("Cannot sign in"),
            category: "account",
            opening: &["I asked for a new password three times and no e-mail comes. Not in spam either."],
            turns: &[
                (
                    "Could it be that the account runs under another address? I find one that begins with n.ade.",
                    "Oh no. That's my work address. Sorry!",
                ),
                (
                    "No need to be sorry. I have sent the link there; you can change the address after signing in.",
                    "I'm in. Thanks for not laughing 😅",
                ),
            ],
            farewell: "Never. Have a good day!",
            afterthought: (
                "Where exactly do I change the address?",
                "Under Account, then Contact. A confirmation goes to both addresses.",
            ),
            note: None,
        },
    ],
};
