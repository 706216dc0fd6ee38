//! Customers who write French.

use super::{Persona, Story};

pub(super) static CAMILLE: Persona = Persona {
    name: "Camille Dubois-Lefèvre",
    nudge: "Bonjour ? Est-ce que quelqu'un a vu mon message ?",
    stories: &[
        Story {
            subject: Some("Remboursement"),
            category: "returns",
            opening: &[
                "Bonjour, j'ai renvoyé une théière il y a deux semaines et je n'ai toujours pas été remboursée.",
            ],
            turns: &[
                (
                    "Bonjour Camille, je regarde tout de suite. Le colis est bien arrivé jeudi, le remboursement \
                     part aujourd'hui.",
                    "Merci ! Sur la même carte, ou par virement ?",
                ),
                (
                    "Sur la même carte. Comptez deux à trois jours ouvrés selon votre banque.",
                    "C'est parfait, merci beaucoup pour votre aide.",
                ),
            ],
            farewell: "Avec plaisir, bonne journée !",
            afterthought: (
                "Les frais de port sont-ils remboursés aussi ?",
                "Oui, puisque la théière était arrivée ébréchée.",
            ),
            note: Some("Retour reçu jeudi, remboursement lancé, frais de port compris."),
        },
        Story {
            subject: None,
            category: "other",
            opening: &["La nappe en lin existe-t-elle aussi en 160 × 300 ?"],
            turns: &[(
                "Oui, en écru et en bleu nuit. L'écru est en stock, le bleu revient mardi.",
                "Alors j'attends le bleu. Merci !",
            )],
            farewell: "Très bon choix. À bientôt !",
            afterthought: (
                "Et elle passe à la machine ?",
                "À 40 degrés, sans sèche-linge, et elle devient plus douce à chaque lavage.",
            ),
            note: None,
        },
    ],
};
