//! What routing promises, told as stories and tried on random days at the desk.

mod days;
mod hall;
mod lining_up;
mod sharing;
mod telling;
