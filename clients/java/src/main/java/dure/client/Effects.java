package dure.client;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Each effect once: what an event does is written in one transaction with how far was read, in the
 * consumer's own database. One process at a time may read a partition.
 */
public final class Effects {

  /** What an event does: statements on the connection that it is given, and nothing else. */
  @FunctionalInterface
  public interface Effect {
    void of(Connection connection, Event event) throws SQLException;
  }

  /** Records are missing before this one: they are to be read from the log of the source. */
  public static final class Gap extends IllegalStateException {
    Gap(Event event, long expected) {
      super(placeOf(event) + ": " + event.sequence() + " came, and " + expected + " is next");
    }
  }

  /** The records are of another log than those before: it was replaced, such as by a backup. */
  public static final class OtherLog extends IllegalStateException {
    OtherLog(Event event, String known) {
      super(placeOf(event) + " is of the log " + event.log() + " now, and was of " + known);
    }
  }

  private static final String TABLE =
      "create table if not exists dure_position (source varchar(200) not null, part integer not null,"
          + " log varchar(100) not null, seq bigint not null, place bigint not null,"
          + " primary key (source, part))";

  private final Connection connection;

  /** The connection is this one's alone from then on. */
  public Effects(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    connection.commit();
  }

  /**
   * Does the effect and notes the position in one transaction; says whether it was done. Where
   * something is thrown, everything is as it was.
   */
  public boolean once(Event event, Effect effect) throws SQLException {
    try {
      Long known = known(event);
      boolean isNew = known == null || event.sequence() > known;
      if (isNew) {
        effect.of(connection, event);
        note(event, known == null);
      }
      connection.commit();
      return isNew;
    } catch (SQLException | RuntimeException cause) {
      connection.rollback();
      throw cause;
    }
  }

  /** Behind which message of the broker each partition was read last. */
  public Map<Integer, Long> places(String source) throws SQLException {
    Map<Integer, Long> found = new HashMap<>();
    String sql = "select part, place from dure_position where source = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, source);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) found.put(rows.getInt(1), rows.getLong(2));
      }
    }
    connection.commit();
    return found;
  }

  private Long known(Event event) throws SQLException {
    String sql = "select log, seq from dure_position where source = ? and part = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, event.source());
      statement.setInt(2, event.partition());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) return null;
        if (!rows.getString(1).equals(event.log())) throw new OtherLog(event, rows.getString(1));
        long sequence = rows.getLong(2);
        if (event.sequence() > sequence + 1) throw new Gap(event, sequence + 1);
        return sequence;
      }
    }
  }

  private void note(Event event, boolean isFirst) throws SQLException {
    String sql =
        isFirst
            ? "insert into dure_position (log, seq, place, source, part) values (?, ?, ?, ?, ?)"
            : "update dure_position set log = ?, seq = ?, place = ? where source = ? and part = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, event.log());
      statement.setLong(2, event.sequence());
      statement.setLong(3, event.place());
      statement.setString(4, event.source());
      statement.setInt(5, event.partition());
      statement.executeUpdate();
    }
  }

  private static String placeOf(Event event) {
    return event.source() + " partition " + event.partition();
  }
}
