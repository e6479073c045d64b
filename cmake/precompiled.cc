// Nothing but the headers that it is compiled with.
