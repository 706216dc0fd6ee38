mod judging;
mod people;
