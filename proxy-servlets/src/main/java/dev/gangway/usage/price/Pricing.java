package dev.gangway.usage.price;

import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import dev.gangway.usage.price.Call.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what exchanges cost. Safe for any number of threads; all but the ids that were billed is immutable. */
public final class Pricing {

    /** The price of a route's own {@code cost-per-request}. */
    static final String PER_REQUEST = "cost-per-request";

    /** The price that a trusted upstream states. */
    static final String STATED = "upstream";

    /** What stored answers, batches and jobs say while they are not done. */
    private static final Set<String> UNFINISHED =
            Set.of("queued", "validating", "in_progress", "finalizing", "cancelling", "canceling");

    private static final Cost FREE = new Cost(BigDecimal.ZERO, Cost.NOT_BILLABLE, List.of());
    private static final Cost PREPAID = new Cost(BigDecimal.ZERO, Cost.PREPAID, List.of());
    private static final Cost REPEAT = new Cost(BigDecimal.ZERO, Cost.REPEAT, List.of());
    private static final Cost UNPRICED = new Cost(null, Cost.UNPRICED, List.of());

    private final PriceLookup lookup;
    private final PriceSettings settings;
    private final BilledIds billed;

    /** Prices by {@code table}. */
    public Pricing(PriceTable table, PriceSettings settings) {
        this(table, settings, new BilledIds());
    }

    private Pricing(PriceTable table, PriceSettings settings, BilledIds billed) {
        this.lookup = new PriceLookup(table, settings.aliases());
        this.settings = settings;
        this.billed = billed;
    }

    /** The same by other prices: what was billed stays billed. */
    public Pricing with(PriceTable table, PriceSettings other) {
        return new Pricing(table, other, billed);
    }

    /** What an exchange costs so far. Asking changes nothing. */
    public Cost quote(Call call, Usage usage) {
        return cost(call, usage, false);
    }

    /**
     * What an exchange that is over costs; to be asked once, because an answer is billed only once.
     *
     * @param whole whether the answer is; half of what is only fetched will be fetched again
     */
    public Cost bill(Call call, Usage usage, boolean whole) {
        return whole || call.kind() != Kind.FETCHED ? cost(call, usage, true) : Cost.UNKNOWN;
    }

    /** Whether calls of {@code model} have a price, as far as the request tells. */
    public boolean isPriced(RouteTerms terms, String provider, @Nullable String model, @Nullable String region) {
        return terms.costPerRequest() != null
                || (model != null && (settings.isPrepaid(model) || lookup.find(provider, region, null, model) != null));
    }

    private Cost cost(Call call, Usage usage, boolean over) {
        BigDecimal stated = stated(call);
        if (stated != null) {
            return once(call, usage, over, new Cost(stated, STATED, List.of()));
        }
        BigDecimal perRequest = call.terms().costPerRequest();
        if (perRequest != null && call.success()) {
            return new Cost(perRequest, PER_REQUEST, List.of());
        }
        if (call.kind() == Kind.FREE) {
            return call.success() ? FREE : Cost.UNKNOWN;
        }
        if (isKept(call) && isUnfinished(usage)) {
            return call.kind() == Kind.FETCHED && call.success() ? FREE : Cost.UNKNOWN;
        }
        boolean used = !usage.amounts().isEmpty() || !usage.toolCalls().isEmpty();
        return used ? once(call, usage, over, computed(call, usage)) : Cost.UNKNOWN;
    }

    /** The usage of what still runs is not its last: a batch that was just made says zeros. */
    private static boolean isUnfinished(Usage usage) {
        return usage.finish() != null && UNFINISHED.contains(usage.finish());
    }

    private static boolean isKept(Call call) {
        return call.kind() != Kind.ANSWER && call.kind() != Kind.UNKNOWN;
    }

    private static @Nullable BigDecimal stated(Call call) {
        String stated = call.statedCost();
        return stated == null || !call.terms().trustUpstreamCost() ? null : Decimals.parse(stated);
    }

    private Cost computed(Call call, Usage usage) {
        String model = call.model();
        String tier = Tier.of(usage.serviceTier());
        if (tier.equals(Tier.PREPAID) || settings.isPrepaid(model)) {
            return PREPAID;
        }
        Price price = lookup.find(call.provider(), call.region(), usage.model(), model);
        return price == null ? UNPRICED : new Bill(price, tier, call, usage).total(settings.factor());
    }

    /** {@code cost}, unless it is of an answer that was billed before. Only what has a cost counts as billed. */
    private Cost once(Call call, Usage usage, boolean over, Cost cost) {
        if (usage.id() == null || !isKept(call) || isUnfinished(usage)) {
            return cost;
        }
        String id = call.provider() + " " + usage.id();
        boolean bills = over && cost.usd() != null;
        boolean before = bills ? !billed.add(id) : billed.contains(id);
        return before ? REPEAT : cost;
    }
}
