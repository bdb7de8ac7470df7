package dev.gangway.observe;

/** Is told of every exchange, once, when it is over. Called on an I/O thread: it must not block. */
@FunctionalInterface
public interface ExchangeListener {

    /** Takes {@code exchange}. What it throws is logged and otherwise ignored: observation never breaks traffic. */
    void onExchange(ExchangeRecord exchange);
}
