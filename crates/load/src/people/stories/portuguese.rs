//! Customers who write Portuguese.

use super::{Persona, Story};

pub(super) static LUCAS: Persona = Persona {
    name: "Lucas Oliveira",
    nudge: "Oi, alguém por aí?",
    stories: &[
        Story {
            subject: Some("Cancelar o pedido"),
            category: "other",
            opening: &["Oi! Pedi duas cadeiras iguais sem querer. Dá para cancelar uma?"],
            turns: &[
                (
                    "Oi Lucas! Dá sim, o pedido ainda não saiu. Cancelo uma e devolvo o valor no mesmo cartão?",
                    "Isso mesmo, por favor.",
                ),
                (
                    "Pronto. Uma cadeira cancelada, e o estorno aparece em até cinco dias.",
                    "Show, muito obrigado!",
                ),
            ],
            farewell: "Por nada! Qualquer coisa, é só chamar.",
            afterthought: (
                "A cadeira que ficou chega quando?",
                "Na quinta, pela manhã. Você recebe um aviso uma hora antes.",
            ),
            note: Some("Uma de duas cadeiras cancelada antes do envio, estorno feito."),
        },
        Story {
            subject: None,
            category: "technical",
            opening: &["O site fica em branco quando clico em pagar. Uso o celular."],
            turns: &[(
                "Obrigado por avisar! Isso acontece com bloqueadores de anúncios. Pode tentar em uma aba anônima?",
                "Funcionou na aba anônima. Valeu!",
            )],
            farewell: "Ótimo! Vamos corrigir isso também para quem usa bloqueador.",
            afterthought: (
                "Preciso pagar de novo ou o primeiro clique já contou?",
                "Só uma vez contou, pode ficar tranquilo.",
            ),
            note: None,
        },
    ],
};
