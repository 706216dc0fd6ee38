//! Customers who write Spanish.

use super::{Persona, Story};

/// A name long enough to find out where a list cuts it.
pub(super) static MARIA: Persona = Persona {
    name: "María del Carmen Concepción Fernández de Córdoba y Álvarez-Montenegro",
    nudge: "¿Hola? ¿Sigue ahí alguien?",
    stories: &[
        Story {
            subject: Some("Pedido incompleto"),
            category: "shipping",
            opening: &["Buenos días. En mi pedido 48266 faltan dos de las seis copas."],
            turns: &[
                (
                    "Buenos días, María. Lo siento mucho. ¿Venían en una sola caja o en dos?",
                    "En una sola. La caja estaba bien cerrada.",
                ),
                (
                    "Entonces el error fue nuestro. Las dos copas salen hoy mismo, sin coste.",
                    "Muchísimas gracias, qué amable.",
                ),
            ],
            farewell: "A usted, María. ¡Que las disfrute!",
            afterthought: (
                "Ya llegaron las copas. ¿Se pueden lavar en el lavavajillas?",
                "Sí, en el programa para cristal, hasta 50 grados.",
            ),
            note: Some("Faltaban dos copas, error de almacén. Enviadas sin coste."),
        },
        Story {
            subject: Some("Factura"),
            category: "payment",
            opening: &["¿Me pueden enviar la factura otra vez? Borré el correo sin querer."],
            turns: &[(
                "Claro que sí. Acabo de enviarla; también la encuentra en su cuenta, en Pedidos.",
                "Recibida. ¡Gracias y buen día!",
            )],
            farewell: "Igualmente, ¡hasta pronto!",
            afterthought: (
                "¿Cuánto tiempo quedan guardadas las facturas en la cuenta?",
                "Diez años, no se preocupe.",
            ),
            note: None,
        },
    ],
};
