package dev.gangway.agent.record;

import dev.gangway.agent.config.Provider;
import dev.gangway.agent.config.Providers;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.usage.price.Call;
import dev.gangway.usage.price.Call.Kind;
import dev.gangway.usage.price.PriceSettings;
import dev.gangway.usage.price.PriceTable;
import dev.gangway.usage.price.Pricing;
import dev.gangway.usage.price.Region;
import dev.gangway.usage.price.RouteTerms;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says what exchanges cost, on the thread that writes records: the table is read when the first one is there. */
public final class Prices implements UnaryOperator<ExchangeRecord> {

    private @Nullable Supplier<PriceTable> source;
    private Pricing pricing = new Pricing(PriceTable.EMPTY, PriceSettings.NONE);
    private boolean read;

    /** Takes prices from {@code from} on from now; null for none. What was billed stays billed. */
    public synchronized void change(@Nullable Supplier<PriceTable> from) {
        source = from;
        read = false;
    }

    /** {@code exchange} with its cost. */
    @Override
    public synchronized ExchangeRecord apply(ExchangeRecord exchange) {
        Provider provider = exchange.provider() == null ? null : Providers.named(exchange.provider());
        Integer status = exchange.status();
        if (source == null || provider == null || status == null) {
            return exchange;
        }
        if (!read) {
            read = true;
            pricing = pricing.with(source.get(), PriceSettings.NONE);
        }
        return exchange.with(
                pricing.bill(call(exchange, provider, status), exchange.usage(), exchange.end() == End.COMPLETE));
    }

    private static Call call(ExchangeRecord exchange, Provider provider, int status) {
        String host = exchange.server() == null ? "" : exchange.server();
        return new Call(
                RouteTerms.NONE,
                provider.name(),
                Kind.of(provider.name(), exchange.method(), provider.format(exchange.method(), exchange.path())),
                status / 100 == 2,
                exchange.requestModel(),
                Region.of(provider.name(), host, exchange.path()),
                null);
    }
}
